import type { PropertyKind } from '@docket/contracts/hotel/stay';
import type { NameStyle } from './cities.ts';

/**
 * How houses are called where a language or habit of names holds: patterns by kind, and what they are filled with. `{w}` is a word, `{p}` a family or a person,
 * `{a}` the part of town, `{c}` the city.
 */
export type Names = Readonly<Record<PropertyKind, readonly string[]>> & {
  readonly words: readonly string[];
  readonly people: readonly string[];
  readonly streets: readonly string[];
};

const list = (text: string): readonly string[] => text.split(',').map((each) => each.trim());

export const NAME_STYLES: Readonly<Record<NameStyle, Names>> = {
  english: {
    words: list(
      'Albion,Beech,Bell,Black Swan,Castle,Cedar,Chapel,Clarence,Crown,Elm,Fox,Garden,Harbour,Heron,Kingfisher,Lantern,Lighthouse,Lion,Mill,Old Bank,Orchard,Park,Quay,Regency,River,Rose,Royal Oak,Ship,Station,Terrace,Walnut,White Hart,Willow',
    ),
    people: list('Ashby,Bennett,Carlisle,Draper,Fairfax,Hartley,Linton,Mercer,Pembroke,Sutton,Thornton,Wyndham'),
    hotel: ['The {w} Hotel', '{p} Hotel', 'Hotel {p}', 'The {w} at {a}', '{a} {w} Hotel', 'The {p}', '{c} {w} Hotel'],
    resort: ['{w} Bay Resort', 'The {w} Resort & Spa', '{p} Beach Resort', '{w} Shores'],
    apartment: ['{w} Apartments', '{a} Residence', '{p} House Apartments', '{w} Court Apartments', 'Flats at {w} Yard'],
    hostel: ['{w} Backpackers', 'The {w} Hostel', '{a} Hostel', '{c} {w} Hostel'],
    guesthouse: ['{w} Guest House', '{p} House', '{w} Cottage B&B', 'The {w} Inn', '{p}’s B&B'],
    villa: ['{w} House', 'Villa {p}', '{w} Lodge', '{p} Manor'],
    streets: list('High Street,Church Street,Park Road,Station Road,Queen Street,Mill Lane,Victoria Road,King Street'),
  },
  american: {
    words: list(
      'Alder,Bayview,Bluebird,Canyon,Cardinal,Copper,Cypress,Foundry,Grand,Hawthorne,Juniper,Lakeview,Liberty,Magnolia,Maple,Mission,Monarch,Mural,Northside,Palmetto,Pioneer,Prairie,Redwood,Sequoia,Summit,Sycamore,Union,Wildwood',
    ),
    people: list('Abbott,Barlow,Calloway,Dawson,Emerson,Granger,Hudson,Jefferson,Lowell,Morrison,Prescott,Whitman'),
    hotel: ['Hotel {w}', 'The {p} Hotel', 'The {w}', '{w} House Hotel', '{a} {w} Hotel', 'The {p}', '{w} Inn {c}'],
    resort: ['{w} Springs Resort', '{w} Beach Resort', 'The {w} Resort', '{p} Ranch'],
    apartment: ['{w} Lofts', 'The {w} Suites', '{a} Suites', '{p} Building Apartments'],
    hostel: ['{w} Hostel', 'HQ {c} Hostel', '{a} Backpackers', 'The {w} Bunkhouse'],
    guesthouse: ['{p} House B&B', 'The {w} Inn', '{w} Street Guest House', '{w} Motel'],
    villa: ['{w} Cottage', '{p} Estate', 'Casa {w}', '{w} Lodge'],
    streets: list('Main Street,2nd Avenue,Oak Street,Market Street,Washington Avenue,Pine Street,5th Street,Broadway'),
  },
  french: {
    words: list(
      'des Arts,du Parc,de la Gare,des Lilas,du Théâtre,de la Place,du Marché,des Jardins,de l’Abbaye,du Pont,des Voyageurs,de la Fontaine,du Moulin,de la Poste,des Tilleuls,de l’Horloge,du Lion d’Or,de la Tour,des Remparts,du Vieux Port,de l’Étoile,des Platanes',
    ),
    people: list(
      'Beaumont,Chevalier,Delacroix,Fontanel,Garnier,Lambert,Marceau,Montclair,Rousseau,Sainte-Claire,Valmont,Verlaine',
    ),
    hotel: ['Hôtel {w}', 'Hôtel {p}', 'Grand Hôtel {w}', 'Hôtel {p} {a}', 'Le {p}', 'Hôtel {w} – {a}'],
    resort: ['Domaine {w}', 'Domaine {p}', 'Les Terrasses {w}'],
    apartment: ['Résidence {w}', 'Résidence {p}', 'Appartements {w}', 'Les Studios {p}'],
    hostel: ['Auberge {w}', 'L’Auberge {p}', 'Auberge de jeunesse {a}'],
    guesthouse: ['Maison {p}', 'Chambres d’hôtes {w}', 'La Maison {w}', 'Pension {p}'],
    villa: ['Villa {p}', 'Mas {w}', 'Bastide {p}'],
    streets: list(
      'rue de la République,rue Victor-Hugo,rue de la Gare,boulevard Gambetta,rue Pasteur,place du Marché,avenue Jean-Jaurès,rue des Écoles',
    ),
  },
  spanish: {
    words: list(
      'Alameda,Alborada,Almendro,Azahar,Buenavista,Candela,Ceiba,Colibrí,Encinas,Esmeralda,Girasol,Jacaranda,Jazmín,La Fuente,La Posada,Las Flores,Los Arcos,Los Naranjos,Mirador,Miramar,Olivo,Palmeras,Plaza Mayor,Quetzal,San Telmo,Santa Clara,Tres Cruces',
    ),
    people: list(
      'Álvarez,Castellanos,Del Río,Echeverría,Guzmán,Herrera,Ibarra,Maldonado,Quintana,Salazar,Valdés,Zamora',
    ),
    hotel: ['Hotel {w}', 'Hotel {p}', 'Gran Hotel {w}', 'Hotel {w} {a}', 'Hotel Casa {p}', 'Hotel Palacio {p}'],
    resort: ['{w} Resort', 'Hacienda {w}', 'Playa {w} Resort', 'Hacienda {p}'],
    apartment: ['Apartamentos {w}', 'Suites {p}', 'Apartamentos {a}', 'Residencia {w}'],
    hostel: ['Hostal {w}', 'Albergue {w}', '{w} Hostel', 'Hostel {a}'],
    guesthouse: ['Casa {p}', 'Pensión {w}', 'Posada {w}', 'Hostal {p}'],
    villa: ['Villa {w}', 'Finca {w}', 'Quinta {p}'],
    streets: list(
      'Calle Mayor,Calle Real,Avenida de la Constitución,Calle San Martín,Calle del Carmen,Avenida Independencia,Calle Nueva,Plaza de la Iglesia',
    ),
  },
  portuguese: {
    words: list(
      'Aurora,Azulejo,Bela Vista,Boa Viagem,Caravela,Estrela,Farol,Flor de Lis,Girassol,Ipê,Jangada,Janela,Laranjeira,Mirante,Oliveira,Pátio,Pau-Brasil,Rosário,Santa Luzia,São Bento,Solar,Terraço',
    ),
    people: list(
      'Almeida,Barbosa,Carvalho,Coelho,Ferreira,Magalhães,Moreira,Pinheiro,Saldanha,Teixeira,Vasconcelos,Viana',
    ),
    hotel: ['Hotel {w}', 'Hotel {p}', 'Hotel {w} {a}', 'Palácio {p}', 'Grande Hotel {w}', 'Hotel Solar {p}'],
    resort: ['{w} Resort', 'Praia {w} Resort', 'Herdade {p}'],
    apartment: ['Apartamentos {w}', '{a} Apartamentos', 'Residencial {p}', 'Flat {w}'],
    hostel: ['{w} Hostel', 'Albergue {w}', 'Hostel {a}'],
    guesthouse: ['Pousada {w}', 'Casa {p}', 'Pensão {w}', 'Pousada {p}'],
    villa: ['Quinta {p}', 'Vila {w}', 'Casa {w}'],
    streets: list(
      'Rua da Liberdade,Rua do Comércio,Avenida Central,Rua Nova,Rua de São João,Travessa do Carmo,Rua das Flores,Largo do Rossio',
    ),
  },
  italian: {
    words: list(
      'Alba,Bellavista,Campanile,Corte,Fontana,Gardenia,Giardino,Girasole,Glicine,Iris,La Loggia,La Meridiana,Limonaia,Mimosa,Oleandro,Portico,Primavera,San Giorgio,San Lorenzo,Santa Chiara,Sant’Elmo,Stella d’Oro,Terrazza,Ulivo',
    ),
    people: list('Bellini,Colonna,Donati,Farnese,Gonzaga,Loredan,Manzoni,Orsini,Rinaldi,Spinola,Tornabuoni,Visconti'),
    hotel: ['Hotel {w}', 'Albergo {w}', 'Hotel {p}', 'Palazzo {p}', 'Hotel {w} {a}', 'Grand Hotel {p}'],
    resort: ['Tenuta {w}', 'Masseria {p}', 'Borgo {w}'],
    apartment: ['Residenza {w}', 'Appartamenti {p}', 'Residence {w}', 'Case {a}'],
    hostel: ['Ostello {w}', 'Ostello {a}', '{w} Hostel'],
    guesthouse: ['Locanda {w}', 'Casa {p}', 'B&B {w}', 'Pensione {w}'],
    villa: ['Villa {p}', 'Villa {w}', 'Casale {w}'],
    streets: list(
      'Via Roma,Via Garibaldi,Via Mazzini,Corso Vittorio Emanuele,Via Dante,Via Cavour,Piazza del Duomo,Via San Francesco',
    ),
  },
  german: {
    words: list(
      'Adler,Alte Post,Am Markt,Am Stadtpark,Bären,Bergblick,Engel,Goldener Hirsch,Goldener Löwe,Grüner Baum,Hirschen,Kaiserhof,Kastanie,Krone,Linde,Ochsen,Rebstock,Rosengarten,Schwan,Schwarzer Adler,Sonne,Stern,Traube,Zur Mühle,Zum Anker',
    ),
    people: list('Bachmann,Brandt,Eberhard,Fischer,Hartmann,Keller,Lindner,Richter,Sommer,Vogel,Weber,Zimmermann'),
    hotel: ['Hotel {w}', 'Stadthotel {w}', 'Hotel {p}', 'Hotel {w} {a}', 'Parkhotel {p}', 'Hotel am {a}'],
    resort: ['Kurhotel {w}', 'Wellnesshotel {w}', 'Sporthotel {p}'],
    apartment: ['Apartments {a}', 'Ferienwohnungen {p}', 'Apartmenthaus {w}', 'Boardinghouse {w}'],
    hostel: ['Hostel {w}', 'Hostel {a}', 'Jugendgästehaus {a}'],
    guesthouse: ['Gasthof {w}', 'Pension {p}', 'Gästehaus {p}', 'Pension {w}'],
    villa: ['Villa {p}', 'Landhaus {p}', 'Ferienhaus {w}'],
    streets: list(
      'Hauptstraße,Bahnhofstraße,Gartenstraße,Lindenallee,Marktplatz,Schillerstraße,Goethestraße,Kirchgasse',
    ),
  },
  dutch: {
    words: list(
      'De Brug,De Gouden Leeuw,De Gracht,De Kroon,De Linde,De Molen,De Posthoorn,De Roos,De Tulp,De Vier Gekroonden,De Wereld,De Zwaan,Het Anker,Het Hof,Het Kompas,Het Wapen,Onder de Toren,’t Veerhuis',
    ),
    people: list(
      'Bakker,De Bruyn,De Vries,Hendriks,Jansen,Mertens,Peeters,Ter Horst,Van Dam,Van den Berg,Vermeulen,Visser',
    ),
    hotel: ['Hotel {w}', 'Hotel {p}', 'Hotel {w} {a}', 'Grand Hotel {p}', 'Stadshotel {w}'],
    resort: ['Landgoed {w}', 'Strandhotel {w}', 'Buitenplaats {p}'],
    apartment: ['Appartementen {w}', '{a} Residence', 'Huis {p}'],
    hostel: ['Hostel {w}', '{c} {a} Hostel'],
    guesthouse: ['Pension {p}', 'B&B {w}', 'Logement {w}', 'Herberg {w}'],
    villa: ['Villa {p}', 'Huize {p}', 'Boerderij {w}'],
    streets: list('Kerkstraat,Dorpsstraat,Stationsweg,Molenstraat,Nieuwstraat,Marktplein,Prinsengracht,Lange Vest'),
  },
  nordic: {
    words: list(
      'Bryggen,Fjord,Fyr,Havn,Hjorten,Krona,Linden,Måne,Nordlys,Polar,Rosen,Saga,Sjö,Skärgård,Stella,Svanen,Torget,Tre Kronor,Vega,Viking,Ankeret,Birka,Fregatten,Granen',
    ),
    people: list('Andersen,Berg,Dahl,Ekström,Holm,Lindqvist,Lund,Nyström,Sandberg,Solberg,Strand,Virtanen'),
    hotel: ['Hotel {w}', 'Hotell {w}', 'Hotel {p}', 'Hotel {w} {a}', 'Stadshotellet {w}', '{w} Hotel {c}'],
    resort: ['{w} Spa & Resort', 'Havshotellet {w}', '{w} Lodge & Spa'],
    apartment: ['{w} Apartments', '{a} Apartments', '{p} Suites'],
    hostel: ['{w} Hostel', '{a} Hostel', 'Vandrerhjem {w}'],
    guesthouse: ['{p} Guesthouse', 'Gästhuset {w}', 'Pensionat {p}', '{w} B&B'],
    villa: ['Villa {p}', '{w} Cabins', 'Villa {w}'],
    streets: list('Storgata,Kirkegata,Strandvägen,Kungsgatan,Havnegade,Torggatan,Skolegata,Parkvej'),
  },
  slavic: {
    words: list(
      'Amber,Bila Ruža,Korona,Lipa,Madona,Moravia,Orion,Panorama,Park,Pod Lipami,Pod Orłem,Polonez,Rezydent,Róża,Sokol,Sonata,Stary Młyn,Tatra,U Mostu,Vltavan,Zlatý Lev,Zlatna Ribica,Stari Grad',
    ),
    people: list('Dvořák,Horváth,Jelić,Kowalski,Král,Marković,Novák,Petrov,Popescu,Sobieski,Vuković,Zieliński'),
    hotel: ['Hotel {w}', 'Hotel {p}', 'Hotel {w} {a}', 'Grand Hotel {w}', 'Hotel {w} {c}', 'Palace Hotel {p}'],
    resort: ['{w} Spa Resort', 'Hotel & Spa {w}', 'Kurort {w}'],
    apartment: ['Apartments {w}', 'Residence {p}', '{a} Apartments', 'Apartmány {p}'],
    hostel: ['Hostel {w}', 'Hostel {a}', '{c} {w} Hostel'],
    guesthouse: ['Pension {p}', 'Pensjonat {w}', 'Guest House {p}', 'Pension {w}'],
    villa: ['Villa {w}', 'Vila {p}', 'Dom {w}'],
    streets: list('Główna,Dlouhá,Kościelna,Nádražní,Ogrodowa,Zagrebačka,Strada Mare,Školní'),
  },
  greek: {
    words: list(
      'Aeolos,Akropol,Alkyon,Anemos,Aphrodite,Arethousa,Asteria,Athina,Dionysos,Galini,Helios,Ilion,Kallisto,Kyma,Meltemi,Nefeli,Okeanis,Olympia,Pelagos,Phaedra,Selene,Thalassa,Zephyros',
    ),
    people: list('Andreou,Dimitriou,Georgiou,Karras,Kostas,Manolis,Nikos,Pappas,Sofia,Stavros,Theodora,Yannis'),
    hotel: ['Hotel {w}', '{w} Hotel', '{w} Palace', 'Hotel {w} {a}', '{w} City Hotel'],
    resort: ['{w} Beach', '{w} Bay Resort', '{w} Village'],
    apartment: ['{w} Apartments', '{w} Studios', '{p} Studios', '{a} Suites'],
    hostel: ['{w} Backpackers', '{a} Hostel', '{c} {w} Hostel'],
    guesthouse: ['{p} Rooms', 'Pension {p}', '{w} Rooms', 'Xenonas {w}'],
    villa: ['Villa {w}', '{w} Villas', 'Villa {p}'],
    streets: list('Ermou,Athinas,Agiou Nikolaou,Venizelou,Makariou,Akadimias,Kolokotroni,Paralia'),
  },
  turkish: {
    words: list(
      'Altın,Anadolu,Asya,Bahar,Boğaz,Defne,Deniz,Gül,Gülistan,Güneş,Hanedan,Kervan,Kızkulesi,Lale,Mavi Ev,Mercan,Nar,Nergis,Sarnıç,Sultan,Turkuaz,Yasemin,Yıldız',
    ),
    people: list('Aslan,Aydın,Babayan,Demir,Ilıca,Karim,Kaya,Mamedov,Nino,Osman,Tamar,Yılmaz'),
    hotel: ['Hotel {w}', '{w} Otel', '{w} Palace Hotel', 'Hotel {w} {a}', '{w} Konak', '{w} Hotel {c}'],
    resort: ['{w} Beach Resort', '{w} Tatil Köyü', 'Club {w}'],
    apartment: ['{w} Suites', '{w} Apart', '{a} Residence', '{w} Apartments'],
    hostel: ['{w} Hostel', '{a} Hostel', '{c} {w} Hostel'],
    guesthouse: ['{w} Pansiyon', '{p} Guest House', '{w} Konağı', '{w} Guest House'],
    villa: ['Villa {w}', '{w} Evi', 'Villa {p}'],
    streets: list(
      'Atatürk Caddesi,İstiklal Caddesi,Cumhuriyet Caddesi,Rustaveli Street,Nizami Street,Bağdat Caddesi,Abay Street,Çarşı Sokak',
    ),
  },
  arabic: {
    words: list(
      'Al Amal,Al Andalus,Al Bahr,Al Fanar,Al Manara,Al Nakheel,Al Noor,Al Qasr,Al Safa,Al Waha,Al Yasmin,Dar Salam,Jabal,Kasr,Layali,Marhaba,Nakhla,Nujoom,Qamar,Rimal,Sahara,Shams,Yasmina,Zahra',
    ),
    people: list('Abbas,Faris,Hassan,Idris,Karima,Khalil,Leila,Mansour,Nadia,Omar,Salim,Yusuf'),
    hotel: ['{w} Hotel', 'Hotel {w}', '{w} Palace Hotel', '{w} Hotel {a}', '{w} Grand Hotel', '{c} {w} Hotel'],
    resort: ['{w} Beach Resort', '{w} Oasis Resort', '{w} Resort'],
    apartment: ['{w} Hotel Apartments', '{w} Residence', '{a} Suites', '{w} Suites'],
    hostel: ['{w} Hostel', '{c} Backpackers {w}', '{a} Hostel'],
    guesthouse: ['Dar {p}', 'Riad {p}', 'Beit {p}', '{w} Guest House'],
    villa: ['Villa {w}', 'Riad {w}', 'Villa {p}'],
    streets: list(
      'Corniche Road,King Hussein Street,Al Nasr Street,Rue de la Kasbah,Airport Road,Al Souq Street,Al Wasl Road,Nile Street',
    ),
  },
  indian: {
    words: list(
      'Amar,Anand Bhavan,Ashoka Garden,Chandra,Devi,Gulmohar,Indra,Kamal,Kaveri,Lotus,Madhuban,Mayur,Meghna,Neelam,Nataraj,Pankaj,Parijat,Pearl,Raj Mahal,Saffron,Sagar,Shanti,Shree Krishna,Silver Oak,Sunder,Surya,Swagat,Tulsi,Utsav,Vasant',
    ),
    people: list('Bhatia,Chauhan,Desai,Fernando,Iyer,Kapoor,Mehta,Nair,Perera,Rathore,Sharma,Thapa'),
    hotel: [
      'Hotel {w}',
      'Hotel {w} Palace',
      'Hotel {w} International',
      'The {w} Residency',
      'Hotel {w} Inn',
      '{w} Hotel {a}',
      'The {w}',
      'Hotel {w} Regency',
      '{w} Grand {c}',
    ],
    resort: ['{w} Resort', 'The {w} Retreat', '{w} Beach Resort', '{w} Hill Resort', '{p} Farms & Resort'],
    apartment: ['{w} Service Apartments', '{w} Suites', '{a} Service Apartments', '{w} Residency Suites'],
    hostel: ['{w} Backpackers', 'The {w} Hostel', '{a} Hostel', 'Nomad {w} Hostel'],
    guesthouse: ['{w} Guest House', '{p} Homestay', '{w} Lodge', 'Haveli {w}', '{p} Niwas', '{p}’s Homestay'],
    villa: ['{w} Villa', '{p} Bungalow', '{w} Cottages', '{p} House'],
    streets: list(
      'Mahatma Gandhi Road,Station Road,Nehru Marg,Lake Road,Temple Street,Bazaar Road,Civil Lines,Ring Road',
    ),
  },
  chinese: {
    words: list(
      'Bamboo Court,Bright Moon,Cloud Gate,Crane,Dragon Spring,Drum Tower,East Lake,Garden,Golden Bridge,Golden Lotus,Harmony,Jade Garden,Jasmine,Lotus Pond,Orchid,Pine,Plum Blossom,Red Lantern,River View,South Gate,Spring,Twin Pagoda,West Lake,Willow',
    ),
    people: list('Chang,Chen,Fang,Huang,Li,Lin,Ma,Shen,Sun,Wei,Xu,Zhao'),
    hotel: ['{w} Hotel', '{c} {w} Hotel', '{w} Hotel {a}', '{w} International Hotel', '{w} Boutique Hotel'],
    resort: ['{w} Hot Spring Resort', '{w} Resort', '{w} Lake Resort'],
    apartment: ['{w} Serviced Apartments', '{a} Apartments', '{w} Suites'],
    hostel: ['{w} Youth Hostel', '{a} Hostel', '{c} {w} Hostel'],
    guesthouse: ['{w} Inn', '{w} Guesthouse', '{p} Family Inn', '{w} Courtyard'],
    villa: ['{w} Villa', '{w} Mansion', '{p} House'],
    streets: list(
      'Renmin Road,Jiefang Road,Zhongshan Road,Nathan Road,Beijing Road,Heping Street,Xinhua Road,Minzu Road',
    ),
  },
  japanese: {
    words: list(
      'Aoba,Asahi,Fuji,Hanazono,Kaede,Kamogawa,Kiku,Kiyomi,Matsukaze,Midori,Momiji,Nagisa,Sakura,Sazanami,Shirakaba,Suisen,Tachibana,Takara,Tsubaki,Ume,Wakaba,Yamabuki,Yuzuki',
    ),
    people: list('Fujita,Hayashi,Ishikawa,Kimura,Matsuda,Mori,Nakano,Ogawa,Sakai,Shimizu,Ueda,Yoshida'),
    hotel: ['Hotel {w}', '{c} {w} Hotel', 'Hotel {w} {a}', '{a} {w} Hotel', '{w} Garden Hotel', 'Business Hotel {w}'],
    resort: ['{w} Onsen Hotel', '{w} Resort', 'Hotel {w} no Yu'],
    apartment: ['{w} Residence', '{a} Stay', 'Residence {w} {a}', '{w} Machiya'],
    hostel: ['{w} Hostel', 'Guesthouse {w}', '{c} {w} Backpackers', '{a} Capsule {w}'],
    guesthouse: ['Ryokan {w}', 'Minshuku {p}', 'Ryokan {p}', 'Minshuku {w}', '{w}-ya'],
    villa: ['{w} Villa', 'Bessho {w}', '{w}-an'],
    streets: list('1-chome,2-chome,3-chome,4-chome,5-chome'),
  },
  korean: {
    words: list(
      'Areum,Bada,Baram,Byeol,Cheonghwa,Dalbit,Dongbaek,Garam,Gureum,Haneul,Haetsal,Jindallae,Maehwa,Mugunghwa,Namu,Nuri,Pureun,Saebyeok,Sarang,Sol-hyang,Songi,Yeonkkot',
    ),
    people: list('Baek,Cho,Han,Hwang,Jung,Kang,Kim,Lim,Oh,Park,Seo,Yoon'),
    hotel: ['Hotel {w}', '{c} {w} Hotel', 'Hotel {w} {a}', '{w} Tourist Hotel', '{a} {w} Hotel'],
    resort: ['{w} Beach Resort', '{w} Spa Resort', '{w} Resort'],
    apartment: ['{w} Residence', '{a} Residence', '{w} Suites'],
    hostel: ['{w} Guesthouse', '{a} Hostel', '{w} Hostel'],
    guesthouse: ['{w} Hanok', '{w} Minbak', '{p} Hanok House', '{w} Pension'],
    villa: ['{w} Pool Villa', '{w} Villa', '{w} Pension House'],
    streets: list('Jungang-ro,Daehak-ro,Haean-ro,Gongwon-ro,Sijang-gil,Bukchon-ro'),
  },
  thai: {
    words: list(
      'Baan Suan,Bua,Chaba,Champa,Dok Mai,Kamphaeng,Lamduan,Lanna,Leelawadee,Mali,Nam Rin,Orchid,Phikul,Rim Nam,Rom Yen,Ruen Thai,Saithong,Sala,Siam Garden,Sugar Palm,Suan Luang,Tamarind,Tara,Wiang',
    ),
    people: list('Anong,Chai,Kanya,Lek,Malee,Nok,Pim,Sarun,Sok,Somchai,Sopheap,Ying'),
    hotel: ['{w} Hotel', '{w} Boutique Hotel', '{w} Hotel {a}', 'The {w}', '{c} {w} Hotel', '{w} Place'],
    resort: ['{w} Resort', '{w} Beach Resort', '{w} Spa & Resort', '{w} Bungalows'],
    apartment: ['{w} Residence', '{w} Serviced Apartments', '{a} Suites'],
    hostel: ['{w} Hostel', '{a} Backpackers', '{c} {w} Hostel'],
    guesthouse: ['{p} Guesthouse', '{w} Guesthouse', '{w} Homestay', 'Baan {p}'],
    villa: ['{w} Pool Villas', '{w} Villa', 'Villa {p}'],
    streets: list('Soi 1,Soi 5,Soi 8,Soi 11,Ratchadamnoen Road,Market Road,Riverside Road,Beach Road'),
  },
  vietnamese: {
    words: list(
      'An Bình,Ánh Dương,Bình Minh,Đông Phương,Hải Âu,Hoa Sen,Hoàng Gia,Hương Giang,Mai Vàng,Mặt Trời,Minh Châu,Ngọc Lan,Phố Cổ,Phương Nam,Sao Mai,Sông Xanh,Thanh Bình,Thiên Nga,Trúc Xanh,Việt Hoa',
    ),
    people: list('Bảo,Hạnh,Hoa,Lan,Linh,Mai,Minh,Nga,Phúc,Thảo,Trang,Tuấn'),
    hotel: ['{w} Hotel', 'Khách sạn {w}', '{w} Hotel {a}', '{w} Boutique Hotel', '{c} {w} Hotel'],
    resort: ['{w} Resort', '{w} Beach Resort', '{w} Riverside Resort'],
    apartment: ['{w} Apartments', '{a} Serviced Apartments', '{w} Residence'],
    hostel: ['{w} Hostel', '{a} Hostel', '{w} Backpackers'],
    guesthouse: ['{w} Homestay', 'Nhà nghỉ {w}', '{p} Homestay', '{p}’s House'],
    villa: ['{w} Villa', 'Villa {w}', '{p} Villa'],
    streets: list('Lê Lợi,Trần Hưng Đạo,Nguyễn Huệ,Hai Bà Trưng,Lý Thường Kiệt,Phan Chu Trinh,Hùng Vương,Bạch Đằng'),
  },
  malay: {
    words: list(
      'Alam,Anggrek,Bahari,Bayu,Cahaya,Cempaka,Embun,Indah,Kamboja,Kenanga,Kelapa,Laguna,Matahari,Mawar,Melati,Mutiara,Nusa,Pelangi,Purnama,Rimba,Sari,Senja,Surya,Teratai',
    ),
    people: list('Aziz,Dewi,Hakim,Ibrahim,Ketut,Lestari,Made,Putri,Rahman,Sari,Tan,Wayan'),
    hotel: ['Hotel {w}', '{w} Hotel', 'Hotel {w} {a}', '{w} Boutique Hotel', 'Grand {w} {c}', 'Hotel {w} Indah'],
    resort: ['{w} Resort', '{w} Beach Resort', 'Puri {w}', '{w} Spa Resort'],
    apartment: ['{w} Residences', '{w} Suites', '{a} Serviced Residence'],
    hostel: ['{w} Hostel', '{a} Backpackers', 'Pod {w} Hostel'],
    guesthouse: ['Wisma {w}', '{p} Homestay', 'Rumah {p}', '{w} Guest House'],
    villa: ['Villa {w}', '{w} Villas', 'Villa {p}'],
    streets: list(
      'Jalan Merdeka,Jalan Sudirman,Jalan Pantai,Jalan Raya,Jalan Melati,Jalan Ampang,Serangoon Road,Jalan Bunga',
    ),
  },
  african: {
    words: list(
      'Acacia,Baobab,Bougainvillea,Coral,Fig Tree,Flame Tree,Flamingo,Jacaranda,Kudu,Mango,Marula,Msasa,Rift,River Bend,Savannah,Serval,Sunbird,Umoja,Upendo,Zawadi,Weaver,Yellowwood',
    ),
    people: list('Abena,Asante,Baraka,Kamau,Khumalo,Mensah,Moyo,Mwangi,Ndlovu,Okafor,Tesfaye,Wanjiru'),
    hotel: ['{w} Hotel', 'Hotel {w}', '{w} Hotel {a}', '{w} Court Hotel', '{c} {w} Hotel', 'The {w}'],
    resort: ['{w} Beach Resort', '{w} Safari Lodge', '{w} Resort', '{w} Camp'],
    apartment: ['{w} Apartments', '{a} Suites', '{w} Serviced Apartments'],
    hostel: ['{w} Backpackers', '{a} Backpackers', '{w} Hostel'],
    guesthouse: ['{w} Guest House', '{p} Guest House', '{p} House', '{w} B&B'],
    villa: ['{w} Villa', '{w} Cottages', 'Villa {p}'],
    streets: list(
      'Independence Avenue,Kenyatta Road,Mandela Drive,Airport Road,Church Street,Beach Road,Market Street,Nkrumah Avenue',
    ),
  },
};
