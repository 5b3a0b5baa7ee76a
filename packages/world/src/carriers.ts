/**
 * Invented carriers: code | three digits of their tickets | name | country | airports that they connect at, the first their home.
 * No airline has a code that begins with a nought and one of these letters.
 */
const CARRIER_TABLE = `
0C|701|Coral Air|IN|BOM,DEL,BLR
0E|702|Eastwind|IN|DEL,CCU,BOM
0F|703|Falcon Deccan|IN|HYD,BLR,MAA
0G|704|Ganges Airways|IN|DEL,BOM,HYD
0H|705|Hornbill|IN|BLR,BOM,DEL
0J|706|Jasmine Air|IN|MAA,HYD,CCU
0K|707|Kestrel Gulf|AE|DXB,DXB,DXB
0L|708|Lion City Wings|SG|SIN,SIN,SIN
0M|709|Meridian|GB|LHR,MAN,EDI
0N|710|Nordvind|DK|CPH,ARN,OSL
0P|711|Pacific Crest|US|LAX,SEA,SFO
0Q|712|Queenstar|AU|SYD,MEL,BNE
0R|713|Rhein Air|DE|FRA,MUC,BER
0S|714|Sakura Lines|JP|HND,KIX,FUK
0T|715|Tramontana|ES|MAD,BCN,PMI
0U|716|Union Atlantic|US|JFK,ORD,ATL
0W|717|Windrose|FR|CDG,NCE,LYS
0X|718|Bosphorus Jet|TR|IST,IST,AYT
0Y|719|Yangtze Sky|HK|HKG,PVG,CAN
0Z|720|Zambezi Airlines|ZA|JNB,CPT,NBO
`;

export type WorldCarrier = {
  readonly code: string;
  readonly ticketCode: string;
  readonly name: string;
  readonly country: string;
  /** IATA codes. */
  readonly hubs: readonly string[];
};

export const CARRIERS: readonly WorldCarrier[] = CARRIER_TABLE.trim()
  .split('\n')
  .map((line) => {
    const [code = '', ticketCode = '', name = '', country = '', hubs = ''] = line.split('|');
    return { code, ticketCode, name, country, hubs: [...new Set(hubs.split(','))] };
  });
