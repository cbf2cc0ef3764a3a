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
    r"^\s*import .* from ['\"]",
    r"^\s*export (?:default|const|function|class|async)\b",
    r"\brequire\(['\"]",
    r"\bconsole\.\w+\(|\bdocument\.\w+\(",
    r"^\s*\}\)?;?$",
)
_C: Final = (
    r"^\s*#\s*include\s*[<\"]",
    r"^\s*#\s*(?:define|ifdef|ifndef|endif|pragma)\b",
    r"^(?:static |extern |const |unsigned |inline )*"
    r"(?:int|void|char|double|float|long|bool|size_t|struct \w+|u?int\d+_t)\s+\**\w+\s*\(",
    r"\b(?:printf|malloc|sizeof|memcpy|strlen|free)\s*\(",
    r"^\s*return\b[^;\n]*;",
    r"^\s*typedef\b|^struct \w+ \{",
)

#: The first of two with equally many signs is taken.
LANGUAGES: Final = (
    Language(
        "python",
        (".py", ".pyi", ".pyw"),
        (
            r"^\s*(?:from [\w.]+ )?import [\w.*, ()]+$",
            r"^\s*(?:async )?def \w+\(.*",
            r"^\s*class \w+(?:\(.*\))?:$",
            r"^\s*(?:if|for|while|with|elif|try|else|except)\b.*:$",
            r"^\s*(?:return|raise|yield)\b",
            r"^if __name__ ==",
            r"^\s*@\w[\w.]*(?:\(.*\))?$",
            r"\bself\.\w+",
        ),
    ),
    Language("javascript", (".js", ".mjs", ".cjs", ".jsx"), _JAVASCRIPT),
    Language(
        "typescript",
        (".ts", ".tsx", ".mts", ".cts"),
        (
            *_JAVASCRIPT,
            r"^\s*(?:export )?(?:interface|type|enum) \w+",
            r"\w\??: (?:string|number|boolean|void|unknown)\b",
            r"^\s*import type\b",
            r"^\s*(?:public|private|readonly) \w+[(:]",
        ),
    ),
    Language(
        "java",
        (".java",),
        (
            r"^\s*package [\w.]+;$",
            r"^\s*import (?:static )?[\w.]+(?:\.\*)?;$",
            r"\bpublic (?:static |final |abstract )*(?:class|interface|enum|record|void) \w+",
            r"\bSystem\.out\.",
            r"^\s*@(?:Override|Test|Autowired|Entity)\b",
            r"^\s*(?:private|protected|public) (?:static |final )*[\w<>\[\]]+ \w+",
            r"^\s*return\b[^;\n]*;$",
        ),
    ),
    Language(
        "csharp",
        (".cs",),
        (
            r"^using [\w.]+;$",
            r"^\s*namespace [\w.]+",
            r"\bpublic (?:static |async |override |sealed )*(?:class|interface|enum|record|void) \w+",
            r"\bConsole\.Write",
            r"\{ get; (?:private )?(?:set; |init; )?\}",
            r"^\s*(?:private|protected|public|internal) (?:static |readonly )*[\w<>\[\]]+ \w+",
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
            r"^\s*template\s*<",
            r"^\s*(?:using )?namespace \w+",
            r"^\s*(?:public|private|protected):$",
            r"^\s*class \w+.*[{:]?$",
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
            r"^\s*(?:pub(?:\(\w+\))? )?(?:async )?fn \w+",
            r"^\s*(?:pub )?use [\w:]+(?:::|;)",
            r"\blet (?:mut )?\w+(?:: [^=\n]+)? =",
            r"^\s*(?:pub )?(?:struct|enum|trait|impl|mod) ?[\w<]+",
            r"^\s*#!?\[\w+",
            r"\b\w+!\(",
            r"\) -> [\w&<(]",
        ),
    ),
    Language(
        "ruby",
        (".rb", ".rake", ".gemspec"),
        (
            r"^\s*require(?:_relative)? ['\"]",
            r"^\s*def (?:self\.)?\w+[?!]?(?:\(.*\))?$",
            r"^\s*end$",
            r"^\s*(?:class|module) [A-Z]\w*(?:::\w+)*(?: < [\w:]+)?$",
            r"^\s*(?:puts|attr_\w+) ",
            r"\bdo \|\w+",
        ),
    ),
    Language(
        "bash",
        (".sh", ".bash", ".zsh", ".ksh"),
        (
            r"^\s*(?:if|while|elif) (?:\[{1,2} |! )",
            r"^\s*(?:fi|done|esac)\b",
            r"\$\{?\w+|\$\(",
            r"^\s*(?:echo|export|set -|local|source|sudo) ?",
            r"\b(?:then|do)$",
            r"^\w+=\S*$",
        ),
    ),
    Language(
        "sql",
        (".sql", ".ddl"),
        (
            r"(?i)^\s*CREATE (?:OR REPLACE |TEMPORARY )*(?:TABLE|VIEW|INDEX|FUNCTION|PROCEDURE|DATABASE)\b",
            r"(?i)^\s*INSERT INTO \S+",
            r"(?i)^\s*SELECT\b",
            r"(?i)^\s*(?:FROM|WHERE|ORDER BY|GROUP BY|(?:LEFT |INNER |OUTER )*JOIN)\b",
            r"(?i)\b(?:VARCHAR|INTEGER|NOT NULL|PRIMARY KEY)\b",
            r"(?i)^\s*(?:ALTER|DROP) (?:TABLE|VIEW|INDEX)\b",
            r"(?i)^\s*(?:UPDATE \S+ SET|DELETE FROM|COMMIT;|BEGIN;)",
            r"\);$",
        ),
    ),
    Language(
        "css",
        (".css", ".scss", ".less"),
        (
            r"^[\w\-.#:,\s>*\[\]=\"@()]+\{",
            r"^\s*[a-z-]+\s*:\s*[^;{}\n]+;$",
            r"^\s*@(?:media|import|font-face|keyframes|use|include)\b",
            r":\s*[^;\n]*(?:#[0-9a-fA-F]{3,8}\b|\b\d+(?:\.\d+)?(?:px|em|rem|vh|vw)\b)",
        ),
    ),
    Language(
        "php",
        (".php",),
        (
            r"^<\?php\b",
            r"^\s*\$\w+ = ",
            r"\$this->",
            r"^\s*(?:public |private )?function \w+\(",
            r"^\s*echo ",
        ),
    ),
    Language(
        "powershell",
        (".ps1", ".psm1", ".psd1"),
        (
            r"^\s*function \w+-\w+",
            r"^\s*\$\w+ = ",
            r"\b(?:Get|Set|New|Write|Remove|Import)-[A-Z]\w+",
            r"(?i)^\s*param\s*\(",
            r" -(?:eq|ne|like|match|gt|lt) ",
        ),
    ),
    Language(
        "kotlin",
        (".kt", ".kts"),
        (
            r"^\s*(?:\w+ )*fun (?:\w+\.)?\w+\(",
            r"\bval \w+(?:: \w+)? =",
            r"^\s*(?:data |sealed |open )+class \w+",
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
            r"^\s*(?:public |final )*(?:struct|class|enum|extension) \w+.*\{$",
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
            r"^\s*end\)?,?$",
            r"\bfunction [\w.:]*\(",
            r"\bthen$",
            r"\brequire[( ]\s*['\"]",
        ),
    ),
    Language(
        "scala",
        (".scala",),
        (
            r"^\s*(?:case )?(?:class|object|trait) \w+",
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
