//! The files of the morning, as Shopify and Zendesk export them: their own header rows, quoted notes with line
//! breaks, continuation lines, `-` for what is empty.

/// Ten orders that are open and one that has been sent.
pub(crate) fn orders() -> String {
    let header = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,\
                  Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,\
                  Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Company,Notes,Id,Tags,Source,Phone";
    let note = "Gate 3, before 10:00.\nAsk for \"\"Jonas\"\".";
    let open = [
        ("#2001", "Jonas Brandt", "Acme Pumps", "Seal kit DN 50", note),
        ("#2002", "Kåre Lund", "Øresund Marine", "Gasket, flat", ""),
        ("#2003", "山田 太郎", "山田商店", "ポンプ 12V", ""),
        ("#2004", "Pavel Novák", "Čapek Roboti", "Servo arm", ""),
        ("#2005", "Ada Weiss", "Weiss & Co", "Grease 1 kg", ""),
        ("#2006", "-", "Free Gifts", "Click here", ""),
        ("#2007", "Dora Delta", "Delta Freight", "Pallet jack", ""),
        ("#2008", "Nils Berg", "Nordwind", "Rotor", ""),
        ("#2009", "Susi Huber", "Südstern", "Lamp", ""),
        ("#2010", "Iris Kohl", "Iris Optics", "Lens 40 mm", ""),
    ];
    let mut lines = vec![header.to_owned()];
    for (at, (name, person, company, article, note)) in open.into_iter().enumerate() {
        lines.push(format!(
            "{name},buyer{at}@client.example,paid,2026-11-20 09:1{at}:40 +0100,unfulfilled,,no,EUR,100.00,0.00,19.00,\
             {total}.50,,,DHL Freight,2026-11-20 09:1{at}:33 +0100,4,\"{article}\",25.00,{person},{company},\"{note}\",\
             555200{at},b2b,web,'+49 40 123456{at}",
            total = 1_180 + at,
        ));
        if at == 0 {
            lines.push(format!(
                "{name},buyer0@client.example,,,,,,,,,,,,,,,1,Mounting tool,49.00,,,,,,,"
            ));
        }
    }
    lines.push(
        "#2011,kl@kestrel.example,paid,2026-11-10 08:00:00 +0100,fulfilled,2026-11-12 16:30:00 +0100,no,EUR,,,,\
         99.00,,,,2026-11-10 07:58:00 +0100,1,Seal,99.00,Kim Lee,Kestrel,,5552011,,web,"
            .to_owned(),
    );
    lines.join("\n") + "\n"
}

/// Three tickets that are open, one that is solved, and one line that is cut short.
pub(crate) const TICKETS: &str = "\
Summation column,Id,Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,Assignee,\
Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Assigned at,Organization,Due date
1,4711,Ines Weber,901,-,ines@borealis.example,borealis.example,Ines Weber,-,Support EMEA,\
\"Login fails after update, \"\"again\"\"\",login sso,open,high,Mail,Incident,2026-11-20 08:15,2026-11-20 16:40,-,\
Borealis GmbH,-
1,4712,Hal Denk,902,-,h@halden.example,-,-,-,Billing,Invoice shows wrong VAT,-,pending,normal,Web form,Question,\
2026-11-19T10:00:00Z,2026-11-20T10:00:00Z,-,Halden AG,-
1,4713,Kåre Lund,903,-,kl@oresund.example,-,-,-,-,How do I export?,-,Solved,normal,Mail,Question,2026-11-10 09:00,\
2026-11-14 09:00,-,Øresund Marine,-
1,4714,Lena Lund,904,-,lena@lund.example,-,-,-,-,Printer on fire,-,new,-,Mail,-,2026-11-20 11:00,2026-11-20 11:00,-,\
Lund & Co,-
1,4718,too,few
";
