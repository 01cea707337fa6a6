namespace SideBySide.Expressions;

/// <summary>Accessors and predicates of both families, for the options that the queries hold and some they don't.</summary>
internal static class Vocabulary
{
    public static readonly string[] Texts4 =
    [
        .. Of(["12", "60", "61", "55", "81", "93", "97", "51", "50", "57", "77", "119", "43", "124", "125", "82", "230", "99", "0", "255",
            "host-name", "vendor-class-identifier", "dhcp-client-identifier", "53", "79", "78", "94", "116", "6"], "option[{0}].hex"),
        .. Of(["12", "60", "61", "55", "81", "93", "97", "51", "50", "57", "77", "119", "43", "124", "125", "82", "230", "99",
            "domain-search", "fqdn", "53", "79", "78", "94", "116", "6"], "option[{0}].text"),
        .. Of(["1", "2", "9", "7"], "relay4[{0}].hex"), .. Of(["1", "2", "9"], "relay4[{0}].text"),
        .. Of(["1", "2", "9", "7"], "option[82].option[{0}].hex"), "option[dhcp-agent-options].option[1].text",
        "option[12].option[1].hex", "option[43].option[1].hex", "option[125].option[1].hex", "option[125].option[2].text",
        .. Of(["*", "0", "4491", "9"], "vendor[{0}].option[1].hex"), .. Of(["*", "4491"], "vendor[{0}].option[2].text"),
        "vendor.enterprise", "vendor-class.enterprise", .. Of(["*", "4491", "9"], "vendor-class[{0}].data"),
        .. Of(["0", "1", "7"], "vendor-class[*].data[{0}]"),
        .. Of(["iface", "src", "dst", "len"], "pkt.{0}"),
        .. Of(["mac", "hlen", "htype", "ciaddr", "giaddr", "yiaddr", "siaddr", "msgtype", "transid"], "pkt4.{0}"),
    ];

    public static readonly string[] Tests4 =
    [
        .. Of(["12", "60", "82", "99", "230", "125", "0", "43", "host-name"], "option[{0}].exists"),
        .. Of(["1", "9", "7"], "relay4[{0}].exists"), .. Of(["1", "2", "7"], "option[82].option[{0}].exists"),
        .. Of(["*", "0", "4491", "9"], "vendor[{0}].exists"), .. Of(["*", "4491", "9"], "vendor-class[{0}].exists"),
        "vendor[4491].option[1].exists", "vendor[*].option[9].exists", "member('ALL')", "member('VENDOR_CLASS_docsis3.0')",
    ];

    public static readonly string[] Texts6 =
    [
        .. Of(["1", "3", "5", "6", "8", "13", "14", "15", "16", "17", "18", "23", "24", "25", "39", "59", "60", "61", "62", "94", "230", "99",
            "clientid", "dns-servers"], "option[{0}].hex"),
        .. Of(["1", "3", "6", "8", "13", "14", "15", "16", "17", "23", "24", "25", "39", "59", "60", "61", "62", "94", "230", "99",
            "user-class"], "option[{0}].text"),
        "option[3].option[5].hex", "option[3].option[5].text", "option[3].option[13].text", "option[25].option[26].hex",
        "option[25].option[26].text", "option[94].option[90].hex", "option[94].option[90].text", "option[1].option[1].hex",
        .. Of(["0", "1", "-1", "-2", "5"], "relay6[{0}].option[18].hex"), .. Of(["0", "-1"], "relay6[{0}].option[37].text"),
        .. Of(["0", "1", "-1", "-7"], "relay6[{0}].peeraddr"), .. Of(["0", "-1", "31"], "relay6[{0}].linkaddr"), "relay6[0].option[9].hex",
        .. Of(["*", "0", "4491", "9"], "vendor[{0}].option[1].hex"), .. Of(["*", "4491"], "vendor[{0}].option[2].text"),
        "option[17].option[1].hex", "option[17].option[2].text",
        "vendor.enterprise", "vendor-class.enterprise", .. Of(["*", "4491", "9"], "vendor-class[{0}].data"),
        .. Of(["0", "1", "7"], "vendor-class[*].data[{0}]"),
        .. Of(["iface", "src", "dst", "len"], "pkt.{0}"), "pkt6.msgtype", "pkt6.transid",
    ];

    public static readonly string[] Tests6 =
    [
        .. Of(["1", "3", "14", "16", "17", "99", "230", "clientid"], "option[{0}].exists"),
        .. Of(["0", "-1", "5"], "relay6[{0}].option[18].exists"),
        "option[3].option[5].exists", "option[25].option[26].exists", "option[3].option[99].exists",
        .. Of(["*", "0", "4491", "9"], "vendor[{0}].exists"), .. Of(["*", "4491", "9"], "vendor-class[{0}].exists"),
        "vendor[4491].option[1].exists", "vendor[*].option[9].exists", "member('ALL')", "member('VENDOR_CLASS_docsis3.0')",
    ];

    private static IEnumerable<string> Of(string[] words, string form) =>
        words.Select(word => form.Replace("{0}", word, StringComparison.Ordinal));
}
