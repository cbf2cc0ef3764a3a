"""Programming languages: how files are named, and signs that each is known by. Lookup tables only."""

from __future__ import annotations

from typing import Final, NamedTuple


class Language(NamedTuple):
    """A language as GitHub names it in fenced code, and patterns that lines of it match; each tells once."""

    name: str
    extensions: tuple[str, ...]
    signs: tuple[str, ...]


_JAVASCRIPT: Final = (
    r"\b(?:const|let|var) [\w{\[][^=\n]* = ",
    r"\bfunction\b\s*\w*\(",
    r"=>\s*[{(\w]",
    r"^[ \t]*import .* from ['\"]",
    r"^[ \t]*export (?:default|const|function|class|async)\b",
    r"\brequire\(['\"]",
    r"\bconsole\.\w+\(|\bdocument\.\w+\(",
    r"^[ \t]*\}\)?;?$",
)
_C: Final = (
    r"^[ \t]*#\s*include\s*[<\"]",
    r"^[ \t]*#\s*(?:define|ifdef|ifndef|endif|pragma)\b",
    r"^(?:static |extern |const |unsigned |inline )*"
    r"(?:int|void|char|double|float|long|bool|size_t|struct \w+|u?int\d+_t)\s+\**\w+\s*\(",
    r"\b(?:printf|malloc|sizeof|memcpy|strlen|free)\s*\(",
    r"^[ \t]*return\b[^;\n]*;",
    r"^[ \t]*typedef\b|^struct \w+ \{",
)

#: The first of two with equally many signs is taken.
LANGUAGES: Final = (
    Language(
        "python",
        (".py", ".pyi", ".pyw"),
        (
            r"^[ \t]*(?:from [\w.]+ )?import [\w.*, ()]+$",
            r"^[ \t]*(?:async )?def \w+\(.*",
            r"^[ \t]*class \w+(?:\(.*\))?:$",
            r"^[ \t]*(?:if|for|while|with|elif|try|else|except)\b.*:$",
            r"^[ \t]*(?:return|raise|yield)\b",
            r"^if __name__ ==",
            r"^[ \t]*@\w[\w.]*(?:\(.*\))?$",
            r"\bself\.\w+",
        ),
    ),
    Language("javascript", (".js", ".mjs", ".cjs", ".jsx"), _JAVASCRIPT),
    Language(
        "typescript",
        (".ts", ".tsx", ".mts", ".cts"),
        (
            *_JAVASCRIPT,
            r"^[ \t]*(?:export )?(?:interface|type|enum) \w+",
            r"\w\??: (?:string|number|boolean|void|unknown)\b",
            r"^[ \t]*import type\b",
            r"^[ \t]*(?:public|private|readonly) \w+[(:]",
        ),
    ),
    Language(
        "java",
        (".java",),
        (
            r"^[ \t]*package [\w.]+;$",
            r"^[ \t]*import (?:static )?[\w.]+(?:\.\*)?;$",
            r"\bpublic (?:static |final |abstract )*(?:class|interface|enum|record|void) \w+",
            r"\bSystem\.out\.",
            r"^[ \t]*@(?:Override|Test|Autowired|Entity)\b",
            r"^[ \t]*(?:private|protected|public) (?:static |final )*[\w<>\[\]]+ \w+",
            r"^[ \t]*return\b[^;\n]*;$",
        ),
    ),
    Language(
        "csharp",
        (".cs",),
        (
            r"^using [\w.]+;$",
            r"^[ \t]*namespace [\w.]+",
            r"\bpublic (?:static |async |override |sealed )*(?:class|interface|enum|record|void) \w+",
            r"\bConsole\.Write",
            r"\{ get; (?:private )?(?:set; |init; )?\}",
            r"^[ \t]*(?:private|protected|public|internal) (?:static |readonly )*[\w<>\[\]]+ \w+",
            r"\bvar \w+ = new\b",
        ),
    ),
    Language("c", (".c", ".h"), _C),
    Language(
        "cpp",
        (".cpp", ".cc", ".cxx", ".hpp", ".hh", ".hxx", ".ino"),
        (
            *_C,
            r"\bstd::\w+",
            r"^[ \t]*template\s*<",
            r"^[ \t]*(?:using )?namespace \w+",
            r"^[ \t]*(?:public|private|protected):$",
            r"^[ \t]*class \w+.*[{:]?$",
        ),
    ),
    Language(
        "go",
        (".go",),
        (
            r"^package \w+$",
            r"^import (?:\(|\")",
            r"^func (?:\(\w+ \*?\w+\) )?\w+\(",
            r"\w := ",
            r"^type \w+ (?:struct|interface)\b",
            r"\bif err != nil\b",
        ),
    ),
    Language(
        "rust",
        (".rs",),
        (
            r"^[ \t]*(?:pub(?:\(\w+\))? )?(?:async )?fn \w+",
            r"^[ \t]*(?:pub )?use [\w:]+(?:::|;)",
            r"\blet (?:mut )?\w+(?:: [^=\n]+)? =",
            r"^[ \t]*(?:pub )?(?:struct|enum|trait|impl|mod) ?[\w<]+",
            r"^[ \t]*#!?\[\w+",
            r"\b\w+!\(",
            r"\) -> [\w&<(]",
        ),
    ),
    Language(
        "ruby",
        (".rb", ".rake", ".gemspec"),
        (
            r"^[ \t]*require(?:_relative)? ['\"]",
            r"^[ \t]*def (?:self\.)?\w+[?!]?(?:\(.*\))?$",
            r"^[ \t]*end$",
            r"^[ \t]*(?:class|module) [A-Z]\w*(?:::\w+)*(?: < [\w:]+)?$",
            r"^[ \t]*(?:puts|attr_\w+) ",
            r"\bdo \|\w+",
        ),
    ),
    Language(
        "bash",
        (".sh", ".bash", ".zsh", ".ksh"),
        (
            r"^[ \t]*(?:if|while|elif) (?:\[{1,2} |! )",
            r"^[ \t]*(?:fi|done|esac)\b",
            r"\$\{?\w+|\$\(",
            r"^[ \t]*(?:echo|export|set -|local|source|sudo) ?",
            r"\b(?:then|do)$",
            r"^\w+=\S*$",
        ),
    ),
    Language(
        "sql",
        (".sql", ".ddl"),
        (
            r"(?i)^[ \t]*CREATE (?:OR REPLACE |TEMPORARY )*(?:TABLE|VIEW|INDEX|FUNCTION|PROCEDURE)\b",
            r"(?i)^[ \t]*INSERT INTO \S+",
            r"(?i)^[ \t]*SELECT\b",
            r"(?i)^[ \t]*(?:FROM|WHERE|ORDER BY|GROUP BY|(?:LEFT |INNER |OUTER )*JOIN)\b",
            r"(?i)\b(?:VARCHAR|INTEGER|NOT NULL|PRIMARY KEY)\b",
            r"(?i)^[ \t]*(?:ALTER|DROP) (?:TABLE|VIEW|INDEX)\b",
            r"(?i)^[ \t]*(?:UPDATE \S+ SET|DELETE FROM|COMMIT;|BEGIN;)",
            r"\);$",
        ),
    ),
    Language(
        "css",
        (".css", ".scss", ".less"),
        (
            r"^[\w\-.#:, \t>*\[\]=\"@()]+\{",
            r"^[ \t]*[a-z-]+\s*:\s*[^;{}\n]+;$",
            r"^[ \t]*@(?:media|import|font-face|keyframes|use|include)\b",
            r":[ \t]*[^;:\n]{0,60}(?:#[0-9a-fA-F]{3,8}\b|\b\d+(?:\.\d+)?(?:px|em|rem|vh|vw)\b)",
        ),
    ),
    Language(
        "php",
        (".php",),
        (
            r"^<\?php\b",
            r"^[ \t]*\$\w+ = ",
            r"\$this->",
            r"^[ \t]*(?:public |private )?function \w+\(",
            r"^[ \t]*echo ",
        ),
    ),
    Language(
        "powershell",
        (".ps1", ".psm1", ".psd1"),
        (
            r"^[ \t]*function \w+-\w+",
            r"^[ \t]*\$\w+ = ",
            r"\b(?:Get|Set|New|Write|Remove|Import)-[A-Z]\w+",
            r"(?i)^[ \t]*param\s*\(",
            r" -(?:eq|ne|like|match|gt|lt) ",
        ),
    ),
    Language(
        "kotlin",
        (".kt", ".kts"),
        (
            r"^[ \t]*(?:\w+ )*fun (?:\w+\.)?\w+\(",
            r"\bval \w+(?:: \w+)? =",
            r"^[ \t]*(?:data |sealed |open )+class \w+",
            r"\bprintln\(",
            r"^import [\w.*]+$",
        ),
    ),
    Language(
        "swift",
        (".swift",),
        (
            r"\bfunc \w+\(",
            r"^import (?:Foundation|SwiftUI|UIKit|Combine)$",
            r"\bguard let\b|\bif let\b",
            r"\blet \w+(?:: \w+)? = ",
            r"^[ \t]*(?:public |final )*(?:struct|class|enum|extension) \w+.*\{$",
        ),
    ),
    Language(
        "r",
        (".r",),
        (r"\w <- ", r"\blibrary\(\w+\)", r"\bfunction\(", r"\bc\([^)\n]*\)", r"%>%|\|>"),
    ),
    Language(
        "perl",
        (".pl", ".pm"),
        (r"^use (?:strict|warnings)", r"\bmy [$@%(]\w*", r"^sub \w+", r"=~ ", r"^1;$"),
    ),
    Language(
        "lua",
        (".lua",),
        (
            r"\blocal (?:function )?\w+",
            r"^[ \t]*end\)?,?$",
            r"\bfunction [\w.:]*\(",
            r"\bthen$",
            r"\brequire[( ]\s*['\"]",
        ),
    ),
    Language(
        "scala",
        (".scala",),
        (
            r"^[ \t]*(?:case )?(?:class|object|trait) \w+",
            r"\bdef \w+[(\[:]",
            r"\bval \w+",
            r"^import [\w.{}_, ]+$",
        ),
    ),
    Language(
        "diff",
        (".diff", ".patch"),
        (r"^diff --git ", r"^--- \S", r"^\+\+\+ \S", r"^@@ -\d+(?:,\d+)? \+\d"),
    ),
    Language(
        "dockerfile",
        (".dockerfile",),
        (
            r"^FROM [\w./:@-]+(?: AS \w+)?$",
            r"^RUN \S",
            r"^(?:COPY|ADD) \S",
            r"^(?:CMD|ENTRYPOINT|WORKDIR|ENV|EXPOSE|ARG) \S",
        ),
    ),
    Language(
        "makefile",
        (".mk",),
        (r"^[\w.%/-]+(?: [\w.%/-]+)*:(?!=).*\n\t\S", r"\$\([\w.]+\)", r"^\.PHONY:", r"^\w+ [:?+]?= "),
    ),
    Language("toml", (".toml",), (r"^\[{1,2}[\w.\-\"]+\]{1,2}$", r"^[\w.\"-]+ = (?:[\"'\[{\d]|true|false)")),
    Language(
        "batch", (".bat", ".cmd"), (r"(?i)^@?echo (?:off|on|.+)$", r"(?i)^set \w+=", r"%\w+%", r"(?i)^rem ")
    ),
    Language("graphql", (".graphql", ".gql"), (r"^(?:type|query|mutation|enum|input|schema) ?\w*.*\{$",)),
    Language("protobuf", (".proto",), (r"^syntax = ", r"^message \w+ \{", r"^\s+\w+ \w+ = \d+;")),
)

#: What a first line "#!/..." names -> the language.
INTERPRETERS: Final = {
    "python": "python",
    "node": "javascript",
    "deno": "typescript",
    "sh": "bash",
    "bash": "bash",
    "zsh": "bash",
    "ksh": "bash",
    "dash": "bash",
    "ruby": "ruby",
    "perl": "perl",
    "php": "php",
    "Rscript": "r",
    "lua": "lua",
    "pwsh": "powershell",
    "make": "makefile",
}
