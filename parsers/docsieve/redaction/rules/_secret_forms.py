"""Forms of secrets: keys by their maker, names before secrets, parts of URLs. Data only."""

from __future__ import annotations

import re
from typing import Final

#: Keys whose makers gave them a form of their own: name, and the form.
KEY_FORMS: Final = (
    ("aws", r"A(?:KIA|SIA|BIA|CCA|GPA|IDA|ROA|NPA)[0-9A-Z]{16}(?![0-9A-Z])"),
    ("github", r"gh[pousr]_[0-9A-Za-z]{36,255}|github_pat_[0-9A-Za-z_]{22,255}"),
    ("gitlab", r"gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[0-9A-Za-z_-]{20,64}"),
    ("slack", r"xox[abeoprs]-[0-9A-Za-z-]{10,250}|xapp-\d-[0-9A-Za-z-]{10,250}"),
    ("stripe", r"(?:sk|rk|pk)_(?:live|test)_[0-9A-Za-z]{16,247}|whsec_[0-9A-Za-z+/=]{24,80}"),
    ("google", r"AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28}|ya29\.[0-9A-Za-z_-]{20,400}"),
    ("anthropic", r"sk-ant-[0-9A-Za-z_-]{20,200}"),
    ("openai", r"sk-(?:proj-|svcacct-|admin-|or-v1-)?[0-9A-Za-z_-]{20,200}"),
    ("huggingface", r"hf_[0-9A-Za-z]{30,60}"),
    ("npm", r"npm_[0-9A-Za-z]{36}"),
    ("pypi", r"pypi-[0-9A-Za-z_-]{50,400}"),
    ("sendgrid", r"SG\.[0-9A-Za-z_-]{16,32}\.[0-9A-Za-z_-]{16,64}"),
    ("twilio", r"(?:AC|SK)[0-9a-f]{32}(?![0-9a-z])"),
    ("mailgun", r"key-[0-9a-f]{32}(?![0-9a-z])"),
    ("mailchimp", r"[0-9a-f]{32}-us\d{1,2}(?!\w)"),
    ("digitalocean", r"do[opr]_v1_[0-9a-f]{64}"),
    ("shopify", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    ("square", r"sq0(?:atp|csp)-[0-9A-Za-z_-]{22,43}"),
    ("telegram", r"\d{8,10}:AA[0-9A-Za-z_-]{33}(?![\w-])"),
    ("discord", r"[MNO][0-9A-Za-z_-]{23,25}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,38}"),
    ("jwt", r"eyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}"),
    ("databricks", r"dapi[0-9a-f]{32}(?![0-9a-z])"),
    ("vault", r"hvs\.[0-9A-Za-z_-]{24,200}"),
    ("linear", r"lin_api_[0-9A-Za-z]{32,64}"),
    ("notion", r"(?:secret|ntn)_[0-9A-Za-z]{40,60}"),
    ("atlassian", r"ATATT3[0-9A-Za-z_=-]{60,250}"),
    ("azure", r"AccountKey=[0-9A-Za-z+/]{80,90}={0,2}"),
    ("age", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("grafana", r"glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}|glc_[0-9A-Za-z+/=]{32,400}"),
    ("postman", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    ("dockerhub", r"dckr_pat_[0-9A-Za-z_-]{27}"),
    ("figma", r"figd_[0-9A-Za-z_-]{40,60}"),
)  # fmt: skip
#: Strings of which every key of a known form has one: most pages have none of them.
KEY_MARKS: Final = (
    "AKIA", "ASIA", "ABIA", "ACCA", "AGPA", "AIDA", "AROA", "ANPA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-",
    "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "xox", "xapp-", "_live_", "_test_", "whsec_", "AIza", "GOCSPX", "ya29.", "sk-", "hf_",
    "npm_", "pypi-", "SG.", "key-", "-us", "_v1_", "shpat", "shpca", "shppa", "shpss", "sq0", ":AA", "eyJ", "dapi", "hvs.", "lin_api_",
    "secret_", "ntn_", "ATATT3", "AccountKey=", "AGE-", "glsa_", "glc_", "PMAK", "dckr", "figd_",
)  # fmt: skip
#: Keys that start like words: two capitals and 32 digits of hexadecimal, three parts with dots.
KEY_MARK_FORMS: Final = re.compile(r"(?:AC|SK)[0-9a-f]{32}|[MNO][0-9A-Za-z_-]{23,25}\.[0-9A-Za-z_-]{6}\.")

#: A name that says "secret" and a value behind it, on text in lower case.
ASSIGNED: Final = re.compile(
    r"(?:api[ _-]?key|access[ _-]?key(?:[ _-]?id)?|secret[ _-]?key|private[ _-]?key|account[ _-]?key|license[ _-]?key|encryption[ _-]?key|signing[ _-]?key|"
    r"api[ _-]?schlüssel|clé[ _-]?(?:d')?api|clave[ _-]?api|secret|token|passw(?:or)?d|passwort|kennwort|passphrase|pwd|mot de passe|contraseña|"
    r"senha|wachtwoord|hasło|heslo|lösenord|adgangskode|passord|salasana|jelszó|parola|пароль|密码|パスワード|비밀번호|bearer|authorization)"
    r"[\"'\])]{0,2}[ \t]{0,4}(?:(?:is|ist|lautet|es|est|è)?[ \t]{0,2}(?::=|=>|==|[:=：])|(?<=bearer))[ \t]{0,4}(?:\"|'|“|„|bearer[ \t])?"
)
ASSIGNED_MARKS: Final = (
    "key", "schlüssel", "api", "secret", "token", "pass", "pwd", "kennwort", "contraseña", "senha", "wachtwoord", "hasło", "heslo",
    "lösenord", "adgangskode", "salasana", "jelszó", "parola", "пароль", "密码", "パスワード", "비밀번호", "bearer", "authorization",
)  # fmt: skip

SECRET_PARAMETER: Final = re.compile(
    r"[?&#;](?:[a-z0-9_.-]{0,24}(?:token|secret|passw(?:or)?d|apikey|api_key|api-key|signature|credential|session_?id|jsessionid|phpsessid)|"
    r"key|sig|auth|code|pwd|pass|sid|session|jwt|ticket|otp|hash|invite|nonce|state|oauth_[a-z]{3,9}|access_key|subscription-key|sas|se|awsaccesskeyid)"
    r"=([^&#\s]{6,})"
)
SECRET_PATH: Final = re.compile(
    r"/(?:reset|password|verify|confirm|activate|invite|invitation|magic|login|token|auth|unsubscribe|share|webhooks?|services|hooks?|s|d)/"
    r"(?:[\w.~-]{1,40}/){0,3}(?=[\w-]{0,80}\d)(?=[\w-]{0,80}[a-z])[\w-]{20,}"
)

#: Before four numbers with dots that are no address, on text in lower case.
NUMBERED: Final = re.compile(
    r"(?:version|release|section|chapter|clause|article|abschnitt|kapitel|ziffer|nummer|punkt|rev(?:ision)?|build|firmware|v|§|sec|ch|no|nr|"
    r"version:|table|figure|oid|isbn|artículo|apartado|capítulo|sezione|capitolo|chapitre|rozdział|wersja|versión|versione|versie)[. ]{0,2}\Z",
)
