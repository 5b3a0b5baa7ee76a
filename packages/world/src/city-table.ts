/**
 * Cities of the world: name | region that people say | country | IANA zone | latitude,longitude | thousand inhabitants, rounded |
 * main airport (IATA) with its latitude,longitude | parts of town with kilometres east and north of the middle.
 * Facts put together for this project; the tests hold them against each other.
 */
export const CITY_TABLE = `
London|England|GB|Europe/London|51.507,-0.128|8900|LHR 51.470,-0.454|Covent Garden 0.3 0.5;Soho -0.5 0.7;South Bank 0.8 -0.2;Kensington -4.5 -0.8;Shoreditch 3.4 2.1;Camden -1.0 3.7;Paddington -3.5 0.9;Greenwich 8.9 -2.9
Edinburgh|Scotland|GB|Europe/London|55.953,-3.188|530|EDI 55.950,-3.372|Old Town 0.1 -0.3;New Town -0.5 0.4;Leith 1.3 2.6;Haymarket -1.9 -0.8;Bruntsfield -1.0 -1.8
Manchester|England|GB|Europe/London|53.481,-2.243|570|MAN 53.354,-2.275|Northern Quarter 0.4 0.4;Castlefield -0.9 -0.5;Deansgate -0.4 -0.2;Salford Quays -3.2 -0.8
Bath|England|GB|Europe/London|51.381,-2.359|95|BRS 51.383,-2.719|
Dublin||IE|Europe/Dublin|53.350,-6.260|590|DUB 53.421,-6.270|Temple Bar -0.3 -0.5;Docklands 1.8 -0.2;Ballsbridge 2.0 -2.2;Smithfield -1.2 0.0;Portobello -0.4 -2.0
Paris|Île-de-France|FR|Europe/Paris|48.857,2.352|2100|CDG 49.010,2.548|Le Marais 0.7 0.2;Quartier Latin -0.4 -0.9;Saint-Germain-des-Prés -1.3 -0.3;Montmartre -0.7 3.3;Opéra -1.5 1.6;Bastille 1.3 -0.4;Montparnasse -2.2 -1.6;Trocadéro -4.8 0.6
Lyon|Auvergne-Rhône-Alpes|FR|Europe/Paris|45.764,4.836|520|LYS 45.726,5.081|Vieux Lyon -0.6 0.0;Presqu’île 0.0 -0.4;Croix-Rousse -0.2 1.5;Part-Dieu 1.7 -0.3;Confluence -1.2 -2.6
Marseille|Provence|FR|Europe/Paris|43.296,5.370|870|MRS 43.439,5.221|Vieux-Port 0.2 -0.1;Le Panier -0.1 0.3;Joliette -0.3 1.2;Prado 1.5 -2.8
Nice|Côte d’Azur|FR|Europe/Paris|43.710,7.262|345|NCE 43.658,7.216|Vieux Nice 1.0 -1.3;Promenade des Anglais -0.6 -1.6;Le Port 1.8 -1.4;Cimiez 0.8 1.1
Bordeaux|Nouvelle-Aquitaine|FR|Europe/Paris|44.838,-0.579|260|BOD 44.828,-0.716|
Strasbourg|Alsace|FR|Europe/Paris|48.573,7.752|290|SXB 48.538,7.628|
Madrid||ES|Europe/Madrid|40.417,-3.704|3300|MAD 40.472,-3.561|Sol 0.0 0.0;Malasaña -0.3 1.1;Chueca 0.6 0.7;Salamanca 1.8 1.3;La Latina -0.6 -0.8;Atocha 1.0 -1.1;Chamberí 0.0 2.0
Barcelona|Catalonia|ES|Europe/Madrid|41.385,2.173|1620|BCN 41.297,2.078|Barri Gòtic 0.2 -0.2;El Born 0.8 0.1;Eixample -0.8 0.8;Gràcia -1.3 2.0;Barceloneta 1.3 -0.5;Poblenou 2.3 1.6;Sants -3.0 -0.7
Seville|Andalusia|ES|Europe/Madrid|37.389,-5.984|690|SVQ 37.418,-5.893|Santa Cruz -0.4 -0.4;Triana -1.7 -0.5;Alameda -0.8 1.1;Nervión 1.2 -0.5
Valencia||ES|Europe/Madrid|39.470,-0.376|790|VLC 39.489,-0.482|
Palma|Mallorca|ES|Europe/Madrid|39.570,2.650|420|PMI 39.552,2.739|
Granada|Andalusia|ES|Europe/Madrid|37.177,-3.599|230|GRX 37.189,-3.777|
Las Palmas|Canary Islands|ES|Atlantic/Canary|28.124,-15.436|380|LPA 27.932,-15.387|
Lisbon||PT|Europe/Lisbon|38.722,-9.139|550|LIS 38.774,-9.134|Baixa 0.1 -1.2;Alfama 0.9 -1.0;Chiado -0.3 -1.3;Bairro Alto -0.6 -1.0;Príncipe Real -0.8 -0.6;Belém -5.8 -2.7;Parque das Nações 3.9 5.0
Porto||PT|Europe/Lisbon|41.150,-8.611|240|OPO 41.248,-8.681|Ribeira 0.0 -1.0;Cedofeita -1.2 0.3;Boavista -2.3 0.8;Foz do Douro -5.0 0.0
Funchal|Madeira|PT|Atlantic/Madeira|32.650,-16.908|105|FNC 32.698,-16.774|
Rome|Lazio|IT|Europe/Rome|41.903,12.496|2750|FCO 41.800,12.239|Trastevere -2.2 -1.5;Monti -0.3 -0.7;Centro Storico -1.8 -0.4;Prati -2.8 0.7;Termini 0.5 -0.1;Testaccio -1.7 -2.9;Vaticano -3.5 0.1
Milan|Lombardy|IT|Europe/Rome|45.464,9.190|1370|MXP 45.630,8.728|Brera -0.2 0.8;Navigli -1.3 -1.6;Centrale 1.1 2.3;Isola -0.1 2.5;Porta Romana 1.0 -1.3
Venice|Veneto|IT|Europe/Rome|45.438,12.327|250|VCE 45.505,12.352|San Marco 0.9 -0.5;Cannaregio 0.0 0.6;Dorsoduro -0.1 -0.9;Castello 1.8 -0.4;Mestre -7.2 6.2
Florence|Tuscany|IT|Europe/Rome|43.770,11.256|360|FLR 43.810,11.205|Duomo 0.0 0.3;Oltrarno -0.6 -0.6;Santa Croce 0.5 -0.2;San Lorenzo -0.2 0.6
Naples|Campania|IT|Europe/Rome|40.852,14.268|910|NAP 40.886,14.291|Centro Antico -0.8 -0.2;Chiaia -2.7 -1.9;Vomero -3.0 -0.8;Quartieri Spagnoli -1.7 -1.1
Bologna|Emilia-Romagna|IT|Europe/Rome|44.494,11.343|390|BLQ 44.535,11.289|
Palermo|Sicily|IT|Europe/Rome|38.116,13.361|630|PMO 38.176,13.091|
Berlin||DE|Europe/Berlin|52.520,13.405|3700|BER 52.362,13.501|Mitte -1.0 0.3;Prenzlauer Berg 1.2 2.4;Kreuzberg 0.0 -2.4;Charlottenburg -7.0 -0.6;Friedrichshain 3.3 -0.7;Schöneberg -3.6 -3.7;Neukölln 2.1 -4.3
Munich|Bavaria|DE|Europe/Berlin|48.137,11.575|1500|MUC 48.354,11.786|Altstadt 0.1 0.0;Schwabing 0.7 2.8;Maxvorstadt -0.6 1.6;Haidhausen 1.6 -0.6;Ludwigsvorstadt -1.4 -0.4
Hamburg||DE|Europe/Berlin|53.551,9.994|1850|HAM 53.630,9.988|St. Pauli -2.2 0.0;HafenCity 0.3 -1.1;St. Georg 1.2 0.6;Altona -3.8 0.1;Speicherstadt -0.2 -0.8
Cologne|North Rhine-Westphalia|DE|Europe/Berlin|50.938,6.960|1080|CGN 50.866,7.143|Altstadt 0.0 0.0;Belgisches Viertel -1.7 0.1;Deutz 1.2 -0.1;Ehrenfeld -3.2 1.0
Frankfurt|Hesse|DE|Europe/Berlin|50.110,8.682|770|FRA 50.033,8.571|Innenstadt 0.0 0.2;Sachsenhausen 0.3 -0.9;Bahnhofsviertel -1.2 -0.3;Westend -1.3 0.8
Dresden|Saxony|DE|Europe/Berlin|51.050,13.738|560|DRS 51.133,13.767|
Vienna||AT|Europe/Vienna|48.208,16.373|2000|VIE 48.110,16.570|Innere Stadt 0.0 0.1;Leopoldstadt 1.5 0.9;Neubau -1.8 -0.6;Wieden -0.3 -1.7;Josefstadt -1.8 0.3;Landstraße 1.6 -0.9
Salzburg||AT|Europe/Vienna|47.800,13.045|155|SZG 47.793,13.004|
Innsbruck|Tyrol|AT|Europe/Vienna|47.268,11.393|130|INN 47.260,11.344|
Zurich||CH|Europe/Zurich|47.377,8.541|430|ZRH 47.458,8.548|Altstadt 0.1 -0.4;Zürich West -1.7 1.2;Seefeld 0.9 -1.9;Enge -0.8 -1.5
Geneva||CH|Europe/Zurich|46.204,6.143|200|GVA 46.238,6.109|
Interlaken|Bern|CH|Europe/Zurich|46.686,7.863|6|BRN 46.914,7.497|
Amsterdam||NL|Europe/Amsterdam|52.373,4.893|900|AMS 52.309,4.764|Centrum 0.0 0.0;Jordaan -0.9 0.2;De Pijp 0.1 -2.0;Museumkwartier -1.0 -1.6;Oost 2.6 -1.4;Noord 1.2 2.0
Rotterdam||NL|Europe/Amsterdam|51.922,4.479|660|RTM 51.957,4.437|
Brussels||BE|Europe/Brussels|50.847,4.357|1220|BRU 50.901,4.484|Grand-Place -0.3 0.0;Sablon -0.1 -0.8;Ixelles 1.0 -2.0;Saint-Gilles -0.9 -2.2;Quartier européen 1.7 -0.5
Bruges|Flanders|BE|Europe/Brussels|51.209,3.225|120|OST 51.199,2.862|
Luxembourg||LU|Europe/Luxembourg|49.611,6.130|135|LUX 49.623,6.204|
Copenhagen||DK|Europe/Copenhagen|55.676,12.568|660|CPH 55.618,12.656|Indre By 0.4 0.4;Vesterbro -1.2 -0.7;Nørrebro -1.2 1.7;Christianshavn 1.5 -0.3;Østerbro 0.5 2.7
Stockholm||SE|Europe/Stockholm|59.329,18.069|980|ARN 59.652,17.919|Gamla Stan 0.1 -0.4;Norrmalm -0.4 0.5;Södermalm 0.1 -1.6;Östermalm 1.0 1.0;Kungsholmen -2.0 0.3
Gothenburg||SE|Europe/Stockholm|57.709,11.975|600|GOT 57.663,12.280|
Oslo||NO|Europe/Oslo|59.914,10.752|710|OSL 60.194,11.100|Sentrum -0.5 0.0;Grünerløkka 0.5 1.2;Frogner -2.3 0.7;Bjørvika 0.2 -0.7
Bergen||NO|Europe/Oslo|60.393,5.324|290|BGO 60.293,5.218|
Tromsø||NO|Europe/Oslo|69.649,18.956|78|TOS 69.683,18.919|
Helsinki||FI|Europe/Helsinki|60.170,24.938|670|HEL 60.317,24.963|Kamppi -0.4 -0.1;Kallio 0.6 1.7;Punavuori -0.2 -0.9;Katajanokka 1.6 -0.3
Rovaniemi|Lapland|FI|Europe/Helsinki|66.503,25.729|65|RVN 66.565,25.830|
Reykjavík||IS|Atlantic/Reykjavik|64.147,-21.942|140|KEF 63.985,-22.606|Miðborg 0.1 0.0;Hlíðar 1.4 -1.0;Vesturbær -1.4 -0.1
Warsaw||PL|Europe/Warsaw|52.230,21.011|1860|WAW 52.166,20.967|Śródmieście 0.2 0.0;Stare Miasto 0.1 2.1;Praga 2.3 2.5;Wola -2.5 0.5;Mokotów 0.5 -3.7
Kraków||PL|Europe/Warsaw|50.062,19.938|800|KRK 50.078,19.785|Stare Miasto 0.0 0.0;Kazimierz 0.7 -1.2;Podgórze 0.8 -2.3;Kleparz 0.1 0.8
Gdańsk||PL|Europe/Warsaw|54.352,18.647|480|GDN 54.378,18.466|
Prague||CZ|Europe/Prague|50.088,14.421|1350|PRG 50.101,14.260|Staré Město 0.0 0.0;Malá Strana -1.2 0.0;Nové Město 0.2 -0.9;Vinohrady 2.0 -1.4;Žižkov 2.0 -0.2;Holešovice 1.5 1.9
Bratislava||SK|Europe/Bratislava|48.146,17.107|475|BTS 48.170,17.213|
Budapest||HU|Europe/Budapest|47.498,19.040|1700|BUD 47.437,19.256|Belváros 1.0 -0.5;Erzsébetváros 1.9 0.2;Terézváros 1.6 0.9;Várnegyed -0.5 0.3;Józsefváros 2.4 -0.9
Bucharest||RO|Europe/Bucharest|44.427,26.102|1720|OTP 44.571,26.085|Centrul Vechi 0.0 0.4;Cotroceni -2.8 1.0;Dorobanți -0.4 3.1;Universitate 0.0 0.9
Sofia||BG|Europe/Sofia|42.698,23.322|1240|SOF 42.697,23.411|
Athens||GR|Europe/Athens|37.984,23.728|640|ATH 37.936,23.947|Plaka 0.1 -1.2;Monastiraki -0.2 -0.8;Koukaki -0.2 -2.1;Kolonaki 1.3 -0.6;Psyrri -0.4 -0.5;Exarchia 0.6 0.3
Thessaloniki||GR|Europe/Athens|40.640,22.944|320|SKG 40.520,22.971|
Santorini|Cyclades|GR|Europe/Athens|36.417,25.432|16|JTR 36.399,25.479|Fira 0.0 0.0;Oía -5.1 5.0;Imerovígli -0.8 1.8;Kamári 4.6 -4.6;Períssa 3.7 -7.1
Dubrovnik|Dalmatia|HR|Europe/Zagreb|42.650,18.094|41|DBV 42.561,18.268|
Split|Dalmatia|HR|Europe/Zagreb|43.508,16.440|160|SPU 43.539,16.298|
Zagreb||HR|Europe/Zagreb|45.815,15.982|770|ZAG 45.743,16.069|
Ljubljana||SI|Europe/Ljubljana|46.051,14.506|290|LJU 46.224,14.458|
Belgrade||RS|Europe/Belgrade|44.817,20.457|1380|BEG 44.818,20.309|Stari Grad 0.1 0.1;Vračar 1.2 -1.8;Savamala -0.4 -0.5;Zemun -3.8 2.8
Tallinn||EE|Europe/Tallinn|59.437,24.745|450|TLL 59.413,24.833|
Riga||LV|Europe/Riga|56.949,24.106|600|RIX 56.924,23.971|
Vilnius||LT|Europe/Vilnius|54.687,25.280|590|VNO 54.634,25.286|
Valletta||MT|Europe/Malta|35.899,14.514|6|MLA 35.857,14.478|
Larnaca||CY|Asia/Nicosia|34.917,33.634|85|LCA 34.875,33.625|
Istanbul||TR|Europe/Istanbul|41.008,28.978|15500|IST 41.262,28.742|Sultanahmet -0.1 -0.1;Beyoğlu -0.2 3.0;Galata -0.4 2.0;Karaköy -0.2 1.7;Kadıköy 4.2 -2.0;Beşiktaş 2.4 3.9;Şişli 0.8 5.7
Antalya||TR|Europe/Istanbul|36.897,30.713|1350|AYT 36.899,30.801|Kaleiçi -0.6 -1.3;Lara 7.6 -4.5;Konyaaltı -6.2 -2.4;Muratpaşa 0.4 -0.9
Tbilisi||GE|Asia/Tbilisi|41.694,44.801|1200|TBS 41.669,44.955|Old Town 0.6 -0.3;Vera -1.8 1.6;Sololaki 0.0 -0.4;Vake -3.9 1.5
Yerevan||AM|Asia/Yerevan|40.178,44.513|1090|EVN 40.147,44.396|
Baku||AZ|Asia/Baku|40.371,49.843|2300|GYD 40.468,50.047|
Mumbai|Maharashtra|IN|Asia/Kolkata|18.940,72.835|12500|BOM 19.089,72.868|Colaba -0.3 -3.2;Fort -0.1 -0.6;Bandra 0.5 12.8;Juhu -0.9 18.0;Andheri 3.0 20.0;Powai 7.5 19.6;Worli -1.8 8.4;Marine Drive -1.2 0.3
Delhi||IN|Asia/Kolkata|28.632,77.220|16800|DEL 28.557,77.100|Connaught Place 0.0 0.0;Paharganj -0.6 1.3;Karol Bagh -2.9 2.1;Hauz Khas -1.5 -9.1;Aerocity -9.6 -9.2;Saket -0.5 -12.0;Chandni Chowk 1.0 2.5;Nehru Place 3.0 -9.2
Bengaluru|Karnataka|IN|Asia/Kolkata|12.972,77.595|8500|BLR 13.199,77.706|MG Road 1.2 0.4;Indiranagar 4.9 0.6;Koramangala 3.2 -4.1;Whitefield 16.8 -0.3;Malleshwaram -2.6 3.4;Jayanagar -1.2 -5.2
Hyderabad|Telangana|IN|Asia/Kolkata|17.385,78.487|6800|HYD 17.231,78.430|Banjara Hills -5.0 3.3;HITEC City -11.5 7.0;Charminar -1.3 -2.6;Secunderabad 1.4 6.1;Gachibowli -14.5 6.1
Chennai|Tamil Nadu|IN|Asia/Kolkata|13.083,80.270|7100|MAA 12.994,80.171|T. Nagar -4.0 -4.7;Mylapore -0.2 -5.5;Egmore -1.1 -0.6;Adyar -1.4 -8.5;Guindy -5.4 -8.1
Kolkata|West Bengal|IN|Asia/Kolkata|22.573,88.364|4500|CCU 22.654,88.447|Park Street -1.2 -2.3;Salt Lake 5.6 1.4;New Town 11.3 1.2;Ballygunge 0.2 -5.1;Esplanade -1.4 -0.9
Pune|Maharashtra|IN|Asia/Kolkata|18.520,73.857|3100|PNQ 18.582,73.920|Koregaon Park 4.0 1.8;Shivajinagar -0.9 1.2;Hinjewadi -12.8 7.9;Camp 2.3 -0.7
Ahmedabad|Gujarat|IN|Asia/Kolkata|23.023,72.571|5600|AMD 23.077,72.635|
Jaipur|Rajasthan|IN|Asia/Kolkata|26.912,75.787|3050|JAI 26.824,75.812|Pink City 3.8 1.2;C-Scheme 1.5 0.0;Bani Park 0.9 2.0;Malviya Nagar 3.0 -6.5;Amer 6.4 8.2
Udaipur|Rajasthan|IN|Asia/Kolkata|24.585,73.712|450|UDR 24.618,73.896|Lake Pichola -3.0 -1.0;Old City -2.0 -0.5;Fateh Sagar -3.5 1.7
Jaisalmer|Rajasthan|IN|Asia/Kolkata|26.916,70.908|65|JSA 26.889,70.865|
Agra|Uttar Pradesh|IN|Asia/Kolkata|27.177,78.008|1590|AGR 27.156,77.961|Taj Ganj 3.4 -0.9;Sadar Bazaar 0.3 -2.0;Fatehabad Road 3.6 -2.1
Varanasi|Uttar Pradesh|IN|Asia/Kolkata|25.318,82.974|1200|VNS 25.452,82.859|Assi Ghat 3.3 -3.2;Dashashwamedh 3.7 -1.2;Cantonment 0.8 2.0;Godowlia 3.2 -0.9
Amritsar|Punjab|IN|Asia/Kolkata|31.634,74.872|1130|ATQ 31.710,74.797|
Kochi|Kerala|IN|Asia/Kolkata|9.931,76.267|680|COK 10.152,76.402|Fort Kochi -2.7 3.7;Ernakulam 1.6 5.0;Mattancherry -0.9 2.9;Marine Drive 1.0 5.3
Munnar|Kerala|IN|Asia/Kolkata|10.089,77.060|32|COK 10.152,76.402|
Panaji|Goa|IN|Asia/Kolkata|15.491,73.828|115|GOI 15.381,73.831|Calangute -7.9 5.9;Baga -8.3 7.6;Candolim -7.0 2.7;Anjuna -9.3 9.4;Palolem 21.0 -53.5;Fontainhas 0.4 0.3
Shimla|Himachal Pradesh|IN|Asia/Kolkata|31.105,77.173|170|SLV 31.082,77.068|
Manali|Himachal Pradesh|IN|Asia/Kolkata|32.240,77.189|10|KUU 31.877,77.154|
Leh|Ladakh|IN|Asia/Kolkata|34.153,77.577|31|IXL 34.136,77.547|
Darjeeling|West Bengal|IN|Asia/Kolkata|27.041,88.263|120|IXB 26.681,88.329|
Rishikesh|Uttarakhand|IN|Asia/Kolkata|30.087,78.268|102|DED 30.190,78.180|
Port Blair|Andaman Islands|IN|Asia/Kolkata|11.667,92.735|110|IXZ 11.641,92.730|
Guwahati|Assam|IN|Asia/Kolkata|26.144,91.736|960|GAU 26.106,91.586|
Colombo||LK|Asia/Colombo|6.927,79.861|650|CMB 7.181,79.884|Fort -1.4 0.8;Galle Face -1.7 -0.3;Cinnamon Gardens 0.4 -2.0;Bambalapitiya -0.7 -3.8
Kandy||LK|Asia/Colombo|7.291,80.634|110|CMB 7.181,79.884|
Kathmandu||NP|Asia/Kathmandu|27.717,85.324|850|KTM 27.697,85.359|Thamel -1.1 -0.2;Patan 0.1 -5.0;Boudhanath 3.7 0.5;Lazimpat -0.4 0.8
Pokhara||NP|Asia/Kathmandu|28.210,83.986|520|PKR 28.201,83.982|
Dhaka||BD|Asia/Dhaka|23.811,90.412|10300|DAC 23.843,90.398|Gulshan 0.4 -2.0;Banani -0.8 -1.6;Dhanmondi -3.9 -7.0;Motijheel 0.5 -8.6
Malé||MV|Indian/Maldives|4.175,73.509|210|MLE 4.192,73.529|
Lahore|Punjab|PK|Asia/Karachi|31.550,74.344|11100|LHE 31.522,74.404|
Karachi|Sindh|PK|Asia/Karachi|24.861,67.010|14900|KHI 24.907,67.161|
Beijing||CN|Asia/Shanghai|39.906,116.391|21500|PEK 40.080,116.585|Wangfujing 1.6 0.9;Sanlitun 5.3 3.0;Dongcheng 2.0 2.4;Xicheng -2.4 0.7;Chaoyang 6.5 1.6;Haidian -7.8 6.0
Shanghai||CN|Asia/Shanghai|31.230,121.474|24800|PVG 31.144,121.808|The Bund 1.6 1.0;Xintiandi 0.0 -1.1;Jing’an -2.4 0.0;Lujiazui 2.9 0.8;Xuhui -3.5 -3.5;Hongqiao -14.5 -3.5
Guangzhou|Guangdong|CN|Asia/Shanghai|23.129,113.264|15300|CAN 23.392,113.299|
Shenzhen|Guangdong|CN|Asia/Shanghai|22.543,114.058|17500|SZX 22.639,113.811|
Chengdu|Sichuan|CN|Asia/Shanghai|30.573,104.066|16000|TFU 30.313,104.445|
Xi’an|Shaanxi|CN|Asia/Shanghai|34.261,108.942|12100|XIY 34.447,108.752|
Guilin|Guangxi|CN|Asia/Shanghai|25.274,110.290|1000|KWL 25.218,110.039|
Hong Kong||HK|Asia/Hong_Kong|22.282,114.158|7400|HKG 22.308,113.918|Central 0.0 0.0;Tsim Sha Tsui 1.4 1.8;Wan Chai 1.6 -0.5;Mong Kok 1.1 4.1;Causeway Bay 2.7 -0.2;Sheung Wan -0.8 0.5
Macau||MO|Asia/Macau|22.199,113.544|680|MFM 22.150,113.592|
Taipei||TW|Asia/Taipei|25.038,121.563|2500|TPE 25.078,121.233|Xinyi 0.2 -0.4;Ximending -5.5 0.4;Da’an -2.0 -1.0;Zhongshan -4.1 2.5;Beitou -6.2 10.5
Tokyo||JP|Asia/Tokyo|35.681,139.767|13900|HND 35.552,139.780|Shinjuku -6.0 1.0;Shibuya -6.0 -2.4;Asakusa 2.7 3.5;Ginza -0.2 -1.1;Ueno 0.9 3.6;Roppongi -3.2 -2.0;Ikebukuro -5.1 5.5;Akihabara 0.6 1.9
Kyoto||JP|Asia/Tokyo|35.012,135.768|1460|KIX 34.427,135.244|Gion 0.7 -1.0;Higashiyama 1.2 -1.6;Kawaramachi 0.1 -0.9;Kyoto Station -0.8 -2.9;Arashiyama -8.0 0.0;Nishijin -1.8 2.0
Osaka||JP|Asia/Tokyo|34.694,135.502|2750|KIX 34.427,135.244|Namba -0.1 -3.1;Umeda -0.4 1.0;Shinsaibashi -0.1 -2.1;Tennoji 1.2 -5.2;Shinsekai 0.4 -4.6
Sapporo|Hokkaido|JP|Asia/Tokyo|43.062,141.354|1960|CTS 42.775,141.692|Susukino 0.0 -0.8;Odori 0.0 -0.1;Nakajima Park 0.0 -1.9
Fukuoka||JP|Asia/Tokyo|33.590,130.402|1620|FUK 33.586,130.451|
Hiroshima||JP|Asia/Tokyo|34.385,132.455|1190|HIJ 34.436,132.919|
Naha|Okinawa|JP|Asia/Tokyo|26.212,127.679|315|OKA 26.196,127.646|
Seoul||KR|Asia/Seoul|37.567,126.978|9400|ICN 37.463,126.441|Myeong-dong 0.7 -0.4;Gangnam 4.4 -7.8;Hongdae -4.7 -1.1;Insadong 0.7 0.8;Itaewon 1.5 -3.6;Dongdaemun 2.7 0.4
Busan||KR|Asia/Seoul|35.180,129.075|3300|PUS 35.180,128.938|Haeundae 7.6 -2.2;Seomyeon -1.5 -2.4;Nampo-dong -4.4 -9.1;Gwangalli 3.9 -3.0
Jeju||KR|Asia/Seoul|33.500,126.531|490|CJU 33.511,126.493|
Ulaanbaatar||MN|Asia/Ulaanbaatar|47.918,106.917|1600|UBN 47.647,106.820|
Bangkok||TH|Asia/Bangkok|13.756,100.502|8300|BKK 13.681,100.747|Sukhumvit 6.3 -2.2;Silom 3.2 -3.4;Khao San -0.5 0.3;Riverside 1.2 -4.0;Siam 3.5 -1.2;Chinatown 0.9 -1.7;Ari 4.6 2.6
Chiang Mai||TH|Asia/Bangkok|18.788,98.985|130|CNX 18.767,98.963|Old City 0.2 0.0;Nimman -1.9 0.9;Riverside 2.1 0.0;Night Bazaar 1.7 -0.2
Phuket||TH|Asia/Bangkok|7.884,98.391|80|HKT 8.113,98.317|Patong -10.4 1.4;Kata -10.1 -7.0;Karon -10.3 -4.3;Old Town 0.0 0.1;Rawai -7.2 -11.7;Bang Tao -11.0 12.8
Koh Samui||TH|Asia/Bangkok|9.536,99.936|68|USM 9.548,100.062|Chaweng 13.3 0.0;Lamai 12.2 -7.2;Bophut 11.0 3.0;Maenam 7.0 4.0
Hanoi||VN|Asia/Ho_Chi_Minh|21.029,105.852|8400|HAN 21.221,105.807|Hoàn Kiếm 0.0 0.0;Old Quarter -0.2 0.7;Tây Hồ -2.7 4.2;Ba Đình -3.2 0.7
Ho Chi Minh City||VN|Asia/Ho_Chi_Minh|10.776,106.701|9300|SGN 10.819,106.652|District 1 0.0 0.0;District 3 -1.9 0.8;Thảo Điền 4.0 3.2;Phú Nhuận -2.2 2.6
Da Nang||VN|Asia/Ho_Chi_Minh|16.068,108.221|1200|DAD 16.044,108.199|
Hoi An||VN|Asia/Ho_Chi_Minh|15.880,108.338|150|DAD 16.044,108.199|
Siem Reap||KH|Asia/Phnom_Penh|13.362,103.860|245|SAI 13.370,104.222|
Phnom Penh||KH|Asia/Phnom_Penh|11.557,104.928|2200|KTI 11.362,104.922|
Luang Prabang||LA|Asia/Vientiane|19.889,102.135|66|LPQ 19.897,102.161|
Kuala Lumpur||MY|Asia/Kuala_Lumpur|3.148,101.693|1980|KUL 2.746,101.710|Bukit Bintang 2.0 -0.2;KLCC 2.0 1.1;Chinatown 0.5 -0.4;Bangsar -2.5 -2.3;Brickfields -0.8 -2.0
George Town|Penang|MY|Asia/Kuala_Lumpur|5.414,100.329|790|PEN 5.297,100.277|
Kota Kinabalu|Sabah|MY|Asia/Kuching|5.980,116.074|500|BKI 5.937,116.051|
Singapore||SG|Asia/Singapore|1.290,103.852|5900|SIN 1.364,103.991|Marina Bay 1.0 -0.8;Orchard -2.2 1.6;Chinatown -0.9 -0.8;Little India 0.0 1.9;Sentosa -2.6 -4.6;Bugis 0.4 1.2;Katong 5.8 1.6
Jakarta||ID|Asia/Jakarta|-6.176,106.827|10600|CGK -6.126,106.656|Menteng 0.9 -2.2;Kemang -1.1 -9.4;Sudirman -0.4 -4.4;Kota Tua -1.4 4.5;Kuningan 0.6 -6.0
Denpasar|Bali|ID|Asia/Makassar|-8.650,115.217|730|DPS -8.748,115.167|Ubud 5.2 16.0;Seminyak -6.2 -4.5;Canggu -9.0 0.4;Kuta -5.4 -8.2;Sanur 5.1 -4.2;Uluwatu -14.6 -19.9;Nusa Dua 1.5 -17.0
Yogyakarta||ID|Asia/Jakarta|-7.797,110.370|420|YIA -7.900,110.057|
Manila||PH|Asia/Manila|14.600,120.984|1850|MNL 14.509,121.019|Makati 4.6 -5.2;Intramuros -0.9 -1.2;Ermita 0.1 -2.0;Bonifacio Global City 6.9 -5.5;Malate 0.4 -3.3
Cebu||PH|Asia/Manila|10.316,123.891|965|CEB 10.307,123.979|
Dubai||AE|Asia/Dubai|25.205,55.271|3500|DXB 25.253,55.365|Deira 5.0 7.2;Downtown 0.3 -0.9;Marina -13.2 -14.0;Jumeirah -2.4 0.1;Bur Dubai 2.4 5.9;Business Bay -0.2 -2.4
Abu Dhabi||AE|Asia/Dubai|24.454,54.377|1500|AUH 24.433,54.651|
Doha||QA|Asia/Qatar|25.286,51.531|1200|DOH 25.273,51.608|
Muscat||OM|Asia/Muscat|23.588,58.383|1600|MCT 23.593,58.284|
Riyadh||SA|Asia/Riyadh|24.714,46.675|7000|RUH 24.958,46.699|
Jeddah||SA|Asia/Riyadh|21.543,39.173|3700|JED 21.680,39.157|
Kuwait City||KW|Asia/Kuwait|29.376,47.977|3000|KWI 29.227,47.969|
Manama||BH|Asia/Bahrain|26.228,50.586|430|BAH 26.271,50.634|
Amman||JO|Asia/Amman|31.954,35.911|4000|AMM 31.723,35.993|
Tel Aviv||IL|Asia/Jerusalem|32.085,34.782|470|TLV 32.011,34.887|
Jerusalem||IL|Asia/Jerusalem|31.778,35.224|970|TLV 32.011,34.887|
Tashkent||UZ|Asia/Tashkent|41.311,69.280|2900|TAS 41.258,69.281|
Samarkand||UZ|Asia/Samarkand|39.655,66.976|550|SKD 39.701,66.984|
Almaty||KZ|Asia/Almaty|43.238,76.946|2100|ALA 43.352,77.041|
Cairo||EG|Africa/Cairo|30.044,31.236|10000|CAI 30.122,31.406|Zamalek -1.4 1.9;Downtown 0.3 0.5;Giza -9.8 -7.0;Maadi 2.0 -9.2;Heliopolis 8.6 5.4;Garden City -0.4 -0.9
Luxor||EG|Africa/Cairo|25.688,32.640|510|LXR 25.671,32.707|
Sharm el-Sheikh||EG|Africa/Cairo|27.916,34.330|73|SSH 27.977,34.395|
Marrakesh||MA|Africa/Casablanca|31.630,-7.989|930|RAK 31.607,-8.036|Médina 0.2 -0.1;Guéliz -2.1 0.5;Hivernage -1.7 -0.8;Palmeraie 3.4 4.2;Kasbah 0.1 -1.2
Fez||MA|Africa/Casablanca|34.033,-5.000|1150|FEZ 33.927,-4.978|
Casablanca||MA|Africa/Casablanca|33.573,-7.590|3400|CMN 33.368,-7.590|
Tunis||TN|Africa/Tunis|36.806,10.182|640|TUN 36.851,10.227|
Dakar||SN|Africa/Dakar|14.693,-17.447|1150|DSS 14.671,-17.073|
Abidjan||CI|Africa/Abidjan|5.345,-4.024|5600|ABJ 5.261,-3.926|
Accra||GH|Africa/Accra|5.603,-0.187|2500|ACC 5.605,-0.167|
Lagos||NG|Africa/Lagos|6.455,3.394|15400|LOS 6.577,3.321|Ikeja -5.9 16.1;Victoria Island 3.4 -3.1;Lekki 15.5 -1.5;Ikoyi 4.6 -0.2
Addis Ababa||ET|Africa/Addis_Ababa|9.025,38.747|3800|ADD 8.978,38.799|
Nairobi||KE|Africa/Nairobi|-1.286,36.817|4400|NBO -1.319,36.928|Westlands -1.2 2.2;Karen -12.6 -3.7;Kilimani -3.4 -0.7;Upper Hill -0.4 -1.6
Mombasa||KE|Africa/Nairobi|-4.044,39.668|1200|MBA -4.035,39.594|
Arusha||TZ|Africa/Dar_es_Salaam|-3.387,36.683|620|JRO -3.429,37.074|
Zanzibar||TZ|Africa/Dar_es_Salaam|-6.165,39.199|220|ZNZ -6.222,39.225|Stone Town -1.1 0.2;Nungwi 10.9 48.5;Paje 37.5 -11.8;Kendwa 9.8 45.0
Kampala||UG|Africa/Kampala|0.316,32.582|1680|EBB 0.042,32.443|
Kigali||RW|Africa/Kigali|-1.950,30.059|1130|KGL -1.969,30.139|
Cape Town|Western Cape|ZA|Africa/Johannesburg|-33.925,18.424|4600|CPT -33.965,18.602|City Bowl -0.6 0.0;Camps Bay -4.2 -2.9;Sea Point -3.7 1.1;Green Point -1.5 2.2;V&A Waterfront -0.3 2.2;Woodstock 2.0 -0.3
Johannesburg|Gauteng|ZA|Africa/Johannesburg|-26.205,28.047|5900|JNB -26.139,28.246|Sandton 0.9 10.8;Rosebank -0.6 6.6;Maboneng 1.3 -0.1;Melville -4.3 3.1
Durban|KwaZulu-Natal|ZA|Africa/Johannesburg|-29.859,31.022|3200|DUR -29.614,31.120|
Windhoek||NA|Africa/Windhoek|-22.560,17.083|430|WDH -22.480,17.471|
Victoria Falls||ZW|Africa/Harare|-17.932,25.831|35|VFA -18.096,25.839|
Maun||BW|Africa/Gaborone|-19.984,23.417|86|MUB -19.973,23.431|
Antananarivo||MG|Indian/Antananarivo|-18.880,47.508|1400|TNR -18.797,47.479|
Port Louis||MU|Indian/Mauritius|-20.161,57.499|150|MRU -20.430,57.684|
Victoria|Mahé|SC|Indian/Mahe|-4.620,55.455|26|SEZ -4.674,55.522|
Praia||CV|Atlantic/Cape_Verde|14.918,-23.509|160|RAI 14.925,-23.494|
New York|New York|US|America/New_York|40.753,-73.983|8300|JFK 40.640,-73.779|Midtown 0.4 0.2;Lower Manhattan -2.3 -5.0;SoHo -1.4 -3.3;Upper West Side 0.7 3.8;Chelsea -1.5 -0.8;Williamsburg 2.2 -4.2;Harlem 3.1 6.6;Long Island City 3.5 -0.9
Los Angeles|California|US|America/Los_Angeles|34.052,-118.244|3900|LAX 33.943,-118.408|Hollywood -7.9 5.5;Downtown 0.0 0.0;Santa Monica -22.8 -4.0;Venice -21.0 -7.4;Beverly Hills -14.5 2.3;Silver Lake -2.4 3.9
San Francisco|California|US|America/Los_Angeles|37.775,-122.419|810|SFO 37.619,-122.375|Union Square 1.0 1.5;Fisherman’s Wharf 0.3 3.7;Mission District 0.0 -1.7;SoMa 1.3 0.3;Nob Hill 0.5 2.0;Marina -1.6 3.1
San Diego|California|US|America/Los_Angeles|32.716,-117.161|1390|SAN 32.734,-117.190|
Las Vegas|Nevada|US|America/Los_Angeles|36.170,-115.140|660|LAS 36.080,-115.152|The Strip -3.0 -6.2;Downtown -0.2 0.0;Summerlin -16.0 1.8;Paradise 0.1 -8.0
Seattle|Washington|US|America/Los_Angeles|47.606,-122.332|740|SEA 47.449,-122.309|Belltown -0.9 0.9;Capitol Hill 1.0 1.8;Pioneer Square -0.1 -0.6;Ballard -3.9 7.1
Portland|Oregon|US|America/Los_Angeles|45.515,-122.679|640|PDX 45.589,-122.597|
Denver|Colorado|US|America/Denver|39.739,-104.990|715|DEN 39.862,-104.673|
Phoenix|Arizona|US|America/Phoenix|33.448,-112.074|1650|PHX 33.434,-112.012|
Chicago|Illinois|US|America/Chicago|41.878,-87.630|2700|ORD 41.979,-87.905|The Loop 0.0 0.3;River North -0.2 1.5;Wicker Park -4.0 3.4;Lincoln Park -1.4 4.9;West Loop -1.7 0.4
Austin|Texas|US|America/Chicago|30.267,-97.743|970|AUS 30.194,-97.670|
New Orleans|Louisiana|US|America/Chicago|29.951,-90.072|370|MSY 29.993,-90.258|French Quarter 0.7 0.8;Garden District -1.3 -2.4;Marigny 1.7 1.5;Warehouse District 0.2 -0.7
Nashville|Tennessee|US|America/Chicago|36.163,-86.781|690|BNA 36.124,-86.678|
Boston|Massachusetts|US|America/New_York|42.360,-71.059|650|BOS 42.364,-71.005|Back Bay -1.9 -1.1;Beacon Hill -0.7 -0.2;Seaport 1.2 -0.9;North End 0.3 0.5;Fenway -3.0 -1.7
Washington|District of Columbia|US|America/New_York|38.907,-77.037|680|DCA 38.852,-77.038|Dupont Circle -0.6 0.3;Georgetown -2.4 -0.2;Capitol Hill 3.4 -2.1;Foggy Bottom -1.2 -0.7;Navy Yard 2.9 -3.4
Miami|Florida|US|America/New_York|25.762,-80.192|440|MIA 25.794,-80.290|South Beach 6.2 2.2;Brickell -0.1 -0.3;Wynwood -0.7 4.5;Coconut Grove -4.7 -3.8;Little Havana -2.7 0.4
Orlando|Florida|US|America/New_York|28.538,-81.379|310|MCO 28.429,-81.309|
Atlanta|Georgia|US|America/New_York|33.749,-84.388|500|ATL 33.641,-84.427|
Honolulu|Hawaii|US|Pacific/Honolulu|21.307,-157.858|345|HNL 21.319,-157.922|Waikiki 3.1 -3.3;Downtown -0.4 0.2;Ala Moana 1.5 -1.7;Kaimuki 6.0 -2.7
Anchorage|Alaska|US|America/Anchorage|61.218,-149.900|290|ANC 61.174,-149.996|
San Juan|Puerto Rico|US|America/Puerto_Rico|18.466,-66.106|340|SJU 18.439,-66.002|
Toronto|Ontario|CA|America/Toronto|43.653,-79.383|2800|YYZ 43.677,-79.631|Downtown 0.0 0.0;Yorkville -0.7 2.0;Distillery District 1.9 -0.3;Queen West -1.9 -0.7;Kensington Market -1.4 0.2
Montréal|Québec|CA|America/Toronto|45.502,-73.567|1760|YUL 45.470,-73.741|Vieux-Montréal 1.0 0.3;Plateau -1.1 2.3;Mile End -2.4 2.6;Downtown -0.4 -0.2
Québec|Québec|CA|America/Toronto|46.814,-71.208|550|YQB 46.791,-71.393|
Vancouver|British Columbia|CA|America/Vancouver|49.283,-123.121|660|YVR 49.194,-123.184|Gastown 0.9 0.1;West End -1.0 0.5;Kitsilano -2.8 -1.5;Yaletown 0.1 -0.8;Coal Harbour -0.2 0.8
Calgary|Alberta|CA|America/Edmonton|51.045,-114.072|1300|YYC 51.114,-114.020|
Halifax|Nova Scotia|CA|America/Halifax|44.649,-63.575|440|YHZ 44.881,-63.509|
St. John’s|Newfoundland|CA|America/St_Johns|47.561,-52.713|110|YYT 47.619,-52.752|
Mexico City||MX|America/Mexico_City|19.433,-99.133|9200|MEX 19.436,-99.072|Centro Histórico 0.0 0.0;Roma Norte -3.0 -1.6;Condesa -4.1 -2.3;Polanco -6.2 0.1;Coyoacán -3.0 -9.2;Zona Rosa -3.2 -0.7
Cancún|Quintana Roo|MX|America/Cancun|21.161,-86.852|890|CUN 21.037,-86.877|Zona Hotelera 9.3 -3.3;Centro 2.4 0.0;Puerto Juárez 2.9 4.0
Oaxaca||MX|America/Mexico_City|17.066,-96.723|270|OAX 17.000,-96.727|
Guadalajara|Jalisco|MX|America/Mexico_City|20.677,-103.347|1390|GDL 20.522,-103.311|
Antigua|Sacatepéquez|GT|America/Guatemala|14.557,-90.734|46|GUA 14.583,-90.527|
San José||CR|America/Costa_Rica|9.933,-84.084|340|SJO 9.994,-84.209|
Panama City||PA|America/Panama|8.983,-79.519|1090|PTY 9.071,-79.383|
Havana||CU|America/Havana|23.137,-82.359|2100|HAV 22.989,-82.409|
Punta Cana||DO|America/Santo_Domingo|18.582,-68.405|140|PUJ 18.567,-68.363|
Montego Bay||JM|America/Jamaica|18.471,-77.919|110|MBJ 18.504,-77.913|
Nassau||BS|America/Nassau|25.078,-77.338|275|NAS 25.039,-77.466|
Bridgetown||BB|America/Barbados|13.097,-59.613|110|BGI 13.075,-59.492|
Bogotá||CO|America/Bogota|4.711,-74.072|7900|BOG 4.702,-74.147|La Candelaria -0.4 -12.6;Chapinero 0.6 -7.0;Usaquén 4.6 -1.9;Zona T 1.8 -4.8
Medellín|Antioquia|CO|America/Bogota|6.244,-75.574|2600|MDE 6.165,-75.423|
Cartagena|Bolívar|CO|America/Bogota|10.391,-75.479|1050|CTG 10.442,-75.513|Getsemaní -7.1 3.7;Centro -7.8 3.6;Bocagrande -8.3 1.0;San Diego -7.4 4.2
Quito||EC|America/Guayaquil|-0.180,-78.468|2000|UIO -0.129,-78.358|
Lima||PE|America/Lima|-12.046,-77.043|10000|LIM -12.022,-77.114|Miraflores 1.4 -8.3;Barranco 2.4 -11.4;San Isidro 0.9 -5.8;Centro 1.1 0.0
Cusco||PE|America/Lima|-13.517,-71.979|430|CUZ -13.536,-71.939|San Blas 0.5 0.2;Plaza de Armas 0.0 0.0;San Pedro -0.5 -0.5
La Paz||BO|America/La_Paz|-16.496,-68.134|760|LPB -16.513,-68.192|
Santiago||CL|America/Santiago|-33.449,-70.669|6200|SCL -33.393,-70.786|Lastarria 2.7 1.1;Providencia 5.2 2.0;Bellavista 3.0 1.9;Las Condes 9.3 4.0
Buenos Aires||AR|America/Argentina/Buenos_Aires|-34.604,-58.382|3100|EZE -34.822,-58.536|San Telmo 0.9 -1.9;Palermo -4.0 2.4;Recoleta -1.0 1.8;Puerto Madero 1.7 -0.8;Belgrano -7.0 4.6
Mendoza||AR|America/Argentina/Mendoza|-32.890,-68.845|115|MDZ -32.832,-68.793|
Ushuaia|Tierra del Fuego|AR|America/Argentina/Ushuaia|-54.802,-68.303|80|USH -54.843,-68.296|
Montevideo||UY|America/Montevideo|-34.906,-56.191|1320|MVD -34.838,-56.031|
Asunción||PY|America/Asuncion|-25.282,-57.635|520|ASU -25.240,-57.519|
São Paulo||BR|America/Sao_Paulo|-23.551,-46.633|12300|GRU -23.435,-46.473|Paulista -2.4 -1.2;Vila Madalena -5.8 0.0;Jardins -3.4 -1.9;Itaim Bibi -4.5 -3.8;Pinheiros -5.4 -1.6;República -1.0 0.8
Rio de Janeiro||BR|America/Sao_Paulo|-22.911,-43.173|6700|GIG -22.810,-43.251|Copacabana -1.2 -6.7;Ipanema -3.3 -8.2;Santa Teresa -1.4 -1.1;Botafogo -1.3 -4.5;Leblon -5.2 -8.2;Lapa -0.9 -0.3
Salvador|Bahia|BR|America/Bahia|-12.974,-38.501|2400|SSA -12.909,-38.322|
Recife|Pernambuco|BR|America/Recife|-8.054,-34.881|1490|REC -8.126,-34.923|
Manaus|Amazonas|BR|America/Manaus|-3.119,-60.022|2060|MAO -3.039,-60.050|
Foz do Iguaçu|Paraná|BR|America/Sao_Paulo|-25.548,-54.588|285|IGU -25.600,-54.485|
Sydney|New South Wales|AU|Australia/Sydney|-33.869,151.209|5300|SYD -33.946,151.177|The Rocks 0.0 1.1;Darling Harbour -0.8 -0.4;Surry Hills 0.3 -1.8;Bondi 6.0 -2.4;Manly 7.0 8.0;Newtown -2.8 -3.1
Melbourne|Victoria|AU|Australia/Melbourne|-37.814,144.963|5100|MEL -37.673,144.843|CBD 0.0 0.0;Fitzroy 1.3 1.5;Southbank 0.1 -1.0;St Kilda 1.6 -5.9;Carlton 0.3 1.5
Brisbane|Queensland|AU|Australia/Brisbane|-27.470,153.025|2600|BNE -27.384,153.118|
Cairns|Queensland|AU|Australia/Brisbane|-16.920,145.772|155|CNS -16.886,145.755|
Perth|Western Australia|AU|Australia/Perth|-31.953,115.857|2200|PER -31.940,115.967|
Adelaide|South Australia|AU|Australia/Adelaide|-34.929,138.600|1400|ADL -34.945,138.531|
Hobart|Tasmania|AU|Australia/Hobart|-42.882,147.327|250|HBA -42.836,147.510|
Alice Springs|Northern Territory|AU|Australia/Darwin|-23.698,133.881|26|ASP -23.807,133.902|
Auckland||NZ|Pacific/Auckland|-36.848,174.763|1480|AKL -37.008,174.792|Viaduct -0.2 0.7;Ponsonby -1.8 0.0;Parnell 1.6 -0.6;Britomart 0.3 0.5
Wellington||NZ|Pacific/Auckland|-41.287,174.776|215|WLG -41.327,174.805|
Queenstown|Otago|NZ|Pacific/Auckland|-45.031,168.662|29|ZQN -45.021,168.739|
Nadi||FJ|Pacific/Fiji|-17.803,177.416|71|NAN -17.755,177.443|
Papeete|Tahiti|PF|Pacific/Tahiti|-17.537,-149.567|27|PPT -17.557,-149.611|
Nouméa||NC|Pacific/Noumea|-22.276,166.457|94|NOU -22.015,166.213|
Apia||WS|Pacific/Apia|-13.834,-171.769|36|APW -13.830,-172.008|
`;
