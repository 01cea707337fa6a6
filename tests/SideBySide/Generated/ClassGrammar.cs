using System.Text.Json.Nodes;
using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Client classes whose tests some of the <see cref="Guest"/>s pass and others do not.</summary>
internal sealed class ClassGrammar(Family family, Dice dice, ScopeKeywords keywords, OptionGrammar options)
{
    private static readonly string[] Tests4 =
    [
        "substring(option[60].hex, 0, 4) == 'voip'", "option[60].exists", "option[vendor-class-identifier].text == 'box'",
        "option[77].exists", "option[user-class].hex == 0x03616263", "option[12].hex == 'late'", "not option[12].exists",
        "split(option[12].text, '-', 1) == 'host'", "option[61].exists", "pkt4.giaddr == 0.0.0.0", "pkt4.giaddr == 10.1.0.1",
        "relay4[1].exists", "relay4[1].hex == 'port-5'", "substring(pkt4.mac, 4, 1) == 0x30", "pkt4.mac == 0x020000003002",
        "pkt4.msgtype == 1", "pkt4.msgtype == 3 or pkt4.msgtype == 8", "pkt.iface == 'eth0'", "pkt4.ciaddr == 0.0.0.0",
        "vendor[4491].exists", "vendor-class[*].exists", "hexstring(option[61].hex, ':') == '01:03:03'", "option[55].exists and pkt4.hlen == 0x06",
        "ifelse(option[12].exists, option[12].hex, 'none') == 'none'", "substring(concat(option[60].hex, 'x'), -1, 1) == 'x'",
        "uint8totext(substring(pkt4.mac, 5, 1)) == '2'", "option[82].option[2].exists", "option[50].hex == 192.0.2.12",
    ];

    private static readonly string[] Tests6 =
    [
        "vendor-class[*].data == 'voip'", "option[16].exists", "vendor-class[4491].exists", "option[15].exists", "option[user-class].hex == 0x0003616263",
        "option[39].exists", "not option[39].exists", "option[14].exists", "relay6[0].linkaddr == 2001:db8:110::1", "relay6[0].option[18].hex == 'port-5'",
        "relay6[0].option[18].exists", "substring(option[1].hex, 0, 4) == 0x00030001", "substring(option[1].hex, -2, 1) == 0x30", "option[1].hex == 0x00030001020000003002",
        "pkt6.msgtype == 1", "pkt6.msgtype == 3 or pkt6.msgtype == 11", "pkt.iface == 'eth0'", "vendor[4491].exists", "option[3].exists", "option[25].exists",
        "option[25].option[26].exists", "hexstring(option[6].hex, '') == ''", "ifelse(option[39].exists, 'named', 'none') == 'none'",
        "substring(concat(option[1].hex, 'x'), -1, 1) == 'x'", "option[8].hex == 0x0000", "addrtotext(pkt.src) == 'fe80::ff:fe00:3002'",
    ];

    private readonly bool _isV4 = family == Family.V4;

    /// <summary>By what a guard can name; some of the built-in ones are among them.</summary>
    public List<string> Guards { get; } = ["KNOWN", "UNKNOWN"];

    /// <summary>Those that a scope has to name before they are looked at.</summary>
    public List<string> Late { get; } = [];

    /// <summary>Those without a test, for reservations.</summary>
    public List<string> Untested { get; } = [];

    public JsonArray Classes()
    {
        var all = new JsonArray();
        var named = new List<string>();
        int count = dice.Below(7);
        for (int i = 0; i < count; i++)
        {
            string name = $"class-{i}";
            var one = new JsonObject { ["name"] = name };
            bool isLate = dice.Chance(20);
            if (dice.Chance(80))
            {
                one["test"] = Test(named, 2);
                (isLate ? Late : Guards).Add(name);
            }
            else
            {
                isLate = false;
                Untested.Add(name);
                Guards.Add(name);
            }

            if (isLate)
            {
                one["only-if-required"] = true;
            }
            else
            {
                named.Add(name);
            }

            Furnish(one);
            all.Add(one);
        }

        AddBuiltIn(all);
        return all;
    }

    private void AddBuiltIn(JsonArray to)
    {
        if (dice.Chance(20))
        {
            to.Add(new JsonObject { ["name"] = "DROP", ["test"] = _isV4 ? "option[60].hex == 'evil'" : "vendor-class[*].data == 'evil'" });
        }

        if (dice.Chance(20))
        {
            var docsis = new JsonObject { ["name"] = "VENDOR_CLASS_docsis3.0" };
            Furnish(docsis);
            to.Add(docsis);
            Guards.Add("VENDOR_CLASS_docsis3.0");
        }

        if (dice.Chance(15))
        {
            var every = new JsonObject { ["name"] = "ALL" };
            Furnish(every);
            to.Add(every);
        }
    }

    private void Furnish(JsonObject one)
    {
        if (dice.Chance(70) && options.Some(3) is { Count: > 0 } some)
        {
            one["option-data"] = some;
        }

        keywords.Add(one, 'C', 12);
        if (_isV4 && dice.Chance(10))
        {
            one["option-def"] = new JsonArray(new JsonObject { ["name"] = "vendor-encapsulated-options", ["code"] = 43, ["type"] = "empty", ["encapsulate"] = "boxes" });
        }
    }

    /// <summary>A test that may name the classes before it.</summary>
    private string Test(List<string> named, int depth)
    {
        if (depth == 0 || dice.Chance(50))
        {
            return dice.Chance(30) ? $"member('{dice.Pick([.. named, "ALL", "KNOWN", "UNKNOWN", "VENDOR_CLASS_docsis3.0"])}')"
                : dice.Pick(_isV4 ? Tests4 : Tests6);
        }

        string first = Test(named, depth - 1);
        return dice.Below(4) switch
        {
            0 => $"not ({first})",
            1 => $"({first}) and ({Test(named, depth - 1)})",
            2 => $"({first}) or ({Test(named, depth - 1)})",
            _ => $"not ({first}) and not ({Test(named, depth - 1)})",
        };
    }
}
