/** ISO 3166-1 alpha-2 | English name | ISO 4217 | what a double room of three stars costs there, EUR, roughly | how its houses are named | continent. */
export const COUNTRY_TABLE = `
GB|United Kingdom|GBP|120|english|Europe
IE|Ireland|EUR|135|english|Europe
FR|France|EUR|110|french|Europe
ES|Spain|EUR|95|spanish|Europe
PT|Portugal|EUR|85|portuguese|Europe
IT|Italy|EUR|105|italian|Europe
DE|Germany|EUR|100|german|Europe
AT|Austria|EUR|115|german|Europe
CH|Switzerland|CHF|170|german|Europe
NL|Netherlands|EUR|130|dutch|Europe
BE|Belgium|EUR|110|dutch|Europe
LU|Luxembourg|EUR|130|french|Europe
DK|Denmark|DKK|135|nordic|Europe
SE|Sweden|SEK|115|nordic|Europe
NO|Norway|NOK|140|nordic|Europe
FI|Finland|EUR|115|nordic|Europe
IS|Iceland|ISK|175|nordic|Europe
PL|Poland|PLN|65|slavic|Europe
CZ|Czechia|CZK|75|slavic|Europe
SK|Slovakia|EUR|70|slavic|Europe
HU|Hungary|HUF|65|slavic|Europe
RO|Romania|RON|60|slavic|Europe
BG|Bulgaria|EUR|50|slavic|Europe
GR|Greece|EUR|85|greek|Europe
HR|Croatia|EUR|85|slavic|Europe
SI|Slovenia|EUR|85|slavic|Europe
RS|Serbia|RSD|60|slavic|Europe
EE|Estonia|EUR|75|nordic|Europe
LV|Latvia|EUR|65|nordic|Europe
LT|Lithuania|EUR|65|nordic|Europe
MT|Malta|EUR|90|italian|Europe
CY|Cyprus|EUR|80|greek|Asia
TR|Türkiye|TRY|60|turkish|Asia
GE|Georgia|GEL|45|turkish|Asia
AM|Armenia|AMD|45|turkish|Asia
AZ|Azerbaijan|AZN|55|turkish|Asia
IN|India|INR|38|indian|Asia
LK|Sri Lanka|LKR|40|indian|Asia
NP|Nepal|NPR|28|indian|Asia
BD|Bangladesh|BDT|40|indian|Asia
MV|Maldives|USD|140|english|Asia
PK|Pakistan|PKR|35|indian|Asia
CN|China|CNY|55|chinese|Asia
HK|Hong Kong|HKD|110|chinese|Asia
MO|Macao|MOP|110|chinese|Asia
TW|Taiwan|TWD|75|chinese|Asia
JP|Japan|JPY|85|japanese|Asia
KR|South Korea|KRW|75|korean|Asia
MN|Mongolia|MNT|60|english|Asia
TH|Thailand|THB|40|thai|Asia
VN|Vietnam|VND|32|vietnamese|Asia
KH|Cambodia|USD|32|thai|Asia
LA|Laos|LAK|35|thai|Asia
MY|Malaysia|MYR|42|malay|Asia
SG|Singapore|SGD|140|malay|Asia
ID|Indonesia|IDR|35|malay|Asia
PH|Philippines|PHP|45|english|Asia
AE|United Arab Emirates|AED|95|arabic|Asia
QA|Qatar|QAR|90|arabic|Asia
OM|Oman|OMR|75|arabic|Asia
SA|Saudi Arabia|SAR|90|arabic|Asia
KW|Kuwait|KWD|100|arabic|Asia
BH|Bahrain|BHD|85|arabic|Asia
JO|Jordan|JOD|65|arabic|Asia
IL|Israel|ILS|140|english|Asia
UZ|Uzbekistan|UZS|45|turkish|Asia
KZ|Kazakhstan|KZT|50|turkish|Asia
EG|Egypt|EGP|45|arabic|Africa
MA|Morocco|MAD|60|arabic|Africa
TN|Tunisia|TND|50|arabic|Africa
SN|Senegal|XOF|65|french|Africa
CI|Côte d’Ivoire|XOF|70|french|Africa
GH|Ghana|GHS|65|african|Africa
NG|Nigeria|NGN|70|african|Africa
ET|Ethiopia|ETB|60|african|Africa
KE|Kenya|KES|65|african|Africa
TZ|Tanzania|TZS|65|african|Africa
UG|Uganda|UGX|60|african|Africa
RW|Rwanda|RWF|75|african|Africa
ZA|South Africa|ZAR|60|african|Africa
NA|Namibia|NAD|65|african|Africa
ZW|Zimbabwe|USD|90|african|Africa
BW|Botswana|BWP|95|african|Africa
MG|Madagascar|MGA|40|french|Africa
MU|Mauritius|MUR|85|french|Africa
SC|Seychelles|SCR|140|french|Africa
CV|Cabo Verde|CVE|60|portuguese|Africa
US|United States|USD|140|american|North America
CA|Canada|CAD|120|american|North America
MX|Mexico|MXN|60|spanish|North America
GT|Guatemala|GTQ|55|spanish|North America
CR|Costa Rica|CRC|75|spanish|North America
PA|Panama|USD|70|spanish|North America
CU|Cuba|CUP|55|spanish|North America
DO|Dominican Republic|DOP|80|spanish|North America
JM|Jamaica|JMD|95|english|North America
BS|Bahamas|BSD|160|english|North America
BB|Barbados|BBD|140|english|North America
CO|Colombia|COP|45|spanish|South America
EC|Ecuador|USD|50|spanish|South America
PE|Peru|PEN|50|spanish|South America
BO|Bolivia|BOB|40|spanish|South America
CL|Chile|CLP|70|spanish|South America
AR|Argentina|ARS|65|spanish|South America
UY|Uruguay|UYU|70|spanish|South America
PY|Paraguay|PYG|50|spanish|South America
BR|Brazil|BRL|55|portuguese|South America
AU|Australia|AUD|120|english|Oceania
NZ|New Zealand|NZD|110|english|Oceania
FJ|Fiji|FJD|90|english|Oceania
PF|French Polynesia|XPF|150|french|Oceania
NC|New Caledonia|XPF|110|french|Oceania
WS|Samoa|WST|80|english|Oceania
`;
