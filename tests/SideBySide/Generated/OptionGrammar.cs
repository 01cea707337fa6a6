using System.Text.Json.Nodes;
using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Definitions of options, and options of every scope.</summary>
/// <param name="isShown">Not for exchanges: forms that matter only to who reads the configuration.</param>
internal sealed class OptionGrammar(Family family, Dice dice, bool isShown)
{
    private const string Inner = "inner";
    private readonly bool _isV4 = family == Family.V4;
    private readonly List<(int Code, string Name, DefinitionForm Form)> _own = [];
    private int _container;

    private int FirstCode => _isV4 ? 230 : 1000;

    /// <summary>Kea 2.2 garbles lists of the other family's addresses on the wire, and all that comes behind them.</summary>
    private DefinitionForm[] Forms => isShown ? OptionForms.Definitions
        : [.. OptionForms.Definitions.Where(form => !form.IsArray || form.Type != (_isV4 ? "ipv6-address" : "ipv4-address"))];

    private OptionForm[] Standard => _isV4 ? OptionForms.V4 : OptionForms.V6;

    /// <summary>The global option-def; the options of every later scope may use them.</summary>
    public JsonArray Definitions()
    {
        var all = new JsonArray();
        int count = dice.Below(6);
        for (int i = 0; i < count; i++)
        {
            DefinitionForm form = dice.Pick(Forms);
            _own.Add((FirstCode + i, $"own-{i}", form));
            all.Add(Define(FirstCode + i, $"own-{i}", form));
        }

        if (dice.Chance(30))
        {
            _container = FirstCode + 10;
            all.Add(new JsonObject { ["name"] = "container", ["code"] = _container, ["type"] = "empty", ["encapsulate"] = Inner });
            all.Add(new JsonObject { ["name"] = "part", ["code"] = 1, ["type"] = "uint16", ["space"] = Inner });
        }

        return all;
    }

    /// <summary>A few different options; more the wider the scope is.</summary>
    public JsonArray Some(int most)
    {
        var all = new JsonArray();
        var codes = new HashSet<int>();
        for (int i = dice.Below(most + 1); i > 0; i--)
        {
            JsonObject option = One(out int code);
            if (codes.Add(code))
            {
                all.Add(option);
            }
        }

        if (_container > 0 && codes.Add(_container) && dice.Chance(25))
        {
            all.Add(new JsonObject { ["name"] = "container" });
            all.Add(new JsonObject { ["name"] = "part", ["space"] = Inner, ["data"] = "258" });
        }

        if (dice.Chance(12))
        {
            AddVendor(all);
        }

        return all;
    }

    private JsonObject One(out int code)
    {
        JsonObject option;
        if (_own.Count > 0 && dice.Chance(30))
        {
            (code, string name, DefinitionForm form) = dice.Pick(_own);
            option = new JsonObject { [dice.Chance(50) ? "code" : "name"] = null, ["data"] = form.Data };
            Name(option, code, name);
        }
        else if (dice.Chance(5))
        {
            code = FirstCode + 11;
            option = new JsonObject { ["code"] = code, ["csv-format"] = false, ["data"] = dice.Pick(["0102", "01 02", "01:02", "0x0102", ""]) };
        }
        else
        {
            OptionForm form = dice.Pick(Standard);
            code = form.Code;
            bool isHex = form.Data.Length == 0 || (form.Hex is not null && dice.Chance(20));
            option = new JsonObject { ["data"] = isHex ? form.Hex : dice.Pick(form.Data) };
            Name(option, form.Code, form.Name);
            if (isHex || dice.Chance(10))
            {
                option["csv-format"] = !isHex;
            }
        }

        Decorate(option);
        return option;
    }

    private void Name(JsonObject option, int code, string name)
    {
        option.Remove("code");
        option.Remove("name");
        int way = dice.Below(4);
        if (way != 0)
        {
            option["name"] = name;
        }

        if (way is 0 or 1)
        {
            option["code"] = code;
        }
    }

    private void Decorate(JsonObject option)
    {
        if (dice.Chance(20))
        {
            option["always-send"] = dice.Chance(70);
        }

        if (dice.Chance(15))
        {
            option["space"] = _isV4 ? "dhcp4" : "dhcp6";
        }

        if (isShown && dice.Chance(10))
        {
            option["user-context"] = new JsonObject { ["why"] = "generated", ["number"] = dice.Below(9) };
        }
    }

    private void AddVendor(JsonArray to)
    {
        if (_isV4)
        {
            to.Add(new JsonObject { ["name"] = "vivso-suboptions", ["data"] = "4491" });
            to.Add(new JsonObject { ["name"] = "tftp-servers", ["space"] = "vendor-4491", ["data"] = "192.0.2.77, 192.0.2.78" });
        }
        else
        {
            to.Add(new JsonObject { ["name"] = "vendor-opts", ["data"] = "4491" });
            to.Add(new JsonObject { ["name"] = "tftp-servers", ["space"] = "vendor-4491", ["data"] = "2001:db8::77" });
        }
    }

    private JsonObject Define(int code, string name, DefinitionForm form)
    {
        var definition = new JsonObject { ["name"] = name, ["code"] = code, ["type"] = form.Type };
        if (form.Records is not null)
        {
            definition["record-types"] = form.Records;
        }

        if (form.IsArray || dice.Chance(10))
        {
            definition["array"] = form.IsArray;
        }

        if (dice.Chance(15))
        {
            definition["space"] = _isV4 ? "dhcp4" : "dhcp6";
        }

        if (isShown && dice.Chance(15))
        {
            definition["user-context"] = new JsonObject { ["defined"] = true };
        }

        return definition;
    }
}
