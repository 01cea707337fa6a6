using System.Globalization;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Model.Expressions;

/// <summary>What an expression reads of the query: options, relays, vendors, fields.</summary>
internal sealed class Accessors(Tokens tokens, StepWriter steps)
{
    private Universe Universe => steps.Scope.Universe;

    private string Space => Universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space;

    public bool TryRead(out ExpressionKind kind, string wanted)
    {
        kind = ExpressionKind.String;
        int start = tokens.Current.Start;
        if (tokens.TryTake("option"))
        {
            return TryCode(mayBeNamed: true, out int code)
                && steps.Add(StepCode.Option, start, code, Definition(Space, code)) >= 0
                && TryChain(start, out kind);
        }

        if (tokens.TryTake("relay4"))
        {
            // A shorter way to write sub-options of the relay's option.
            return TryOnly(Universe.V4, start, "relay4")
                && TryCode(mayBeNamed: false, out int code)
                && TryRelayOption(start)
                && steps.Add(StepCode.SubOption, start, code) >= 0
                && TryChain(start, out kind);
        }

        if (tokens.TryTake("relay6"))
        {
            return TryOnly(Universe.V6, start, "relay6") && TryRelay6(start, out kind);
        }

        if (tokens.TryTake("vendor"))
        {
            return TryVendor(start, StepCode.Vendor, out kind);
        }

        if (tokens.TryTake("vendor-class"))
        {
            return TryVendor(start, StepCode.VendorClass, out kind);
        }

        if (tokens.TryTake("pkt"))
        {
            return tokens.Want(".") && TryField(start, AnyField, "iface, src, dst or len");
        }

        if (tokens.TryTake("pkt4"))
        {
            return TryOnly(Universe.V4, start, "pkt4") && tokens.Want(".")
                && TryField(start, Field4, "mac, hlen, htype, ciaddr, giaddr, yiaddr, siaddr, msgtype or transid");
        }

        if (tokens.TryTake("pkt6"))
        {
            return TryOnly(Universe.V6, start, "pkt6") && tokens.Want(".")
                && TryField(start, Field6, "msgtype or transid");
        }

        return tokens.Fail(wanted);
    }

    private bool TryOnly(Universe universe, int start, string word)
    {
        string here = Universe == Universe.V4 ? "DHCPv4" : "DHCPv6";
        return universe == Universe
            || tokens.Fail(start, $"found {word} in an expression of {here}, wanted something that {here} has");
    }

    private bool TryRelayOption(int start)
    {
        const int Code = OptionCode4.RelayAgentInfo;
        return steps.Add(StepCode.Option, start, Code, Definition(Space, Code)) >= 0;
    }

    private int Definition(string space, int code) => steps.AddDefinition(steps.Scope.Defs.Find(space, (ushort)code));

    /// <summary>[code], or [name] of an option of the space of ordinary options.</summary>
    private bool TryCode(bool mayBeNamed, out int code)
    {
        code = 0;
        if (!tokens.Want("["))
        {
            return false;
        }

        if (mayBeNamed && tokens.Current.Kind == TokenKind.Name)
        {
            string name = tokens.Chars(tokens.Current).ToString();
            if (steps.Scope.Defs.Find(Space, name) is not { } def)
            {
                return tokens.Fail($"a code or the name of an option of space {Space}");
            }

            code = def.Code;
            tokens.Take();
            return tokens.Want("]");
        }

        string wanted = mayBeNamed ? "a code or a name" : "a code";
        return TryNumber(0, Universe == Universe.V4 ? 255 : 65_535, wanted, out code) && tokens.Want("]");
    }

    private bool TryNumber(int low, int high, string wanted, out int number)
    {
        number = 0;
        bool isGood = tokens.Current.Kind == TokenKind.Integer
            && int.TryParse(
                tokens.Chars(tokens.Current), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && number >= low
            && number <= high;
        if (!isGood)
        {
            return tokens.Fail($"{wanted} from {low} to {high}");
        }

        tokens.Take();
        return true;
    }

    /// <summary>Any number of .option[code], and then what is wanted of the last one.</summary>
    private bool TryChain(int start, out ExpressionKind kind)
    {
        kind = ExpressionKind.String;
        if (!tokens.Want("."))
        {
            return false;
        }

        while (tokens.TryTake("option"))
        {
            if (!TryCode(mayBeNamed: false, out int code) || !tokens.Want("."))
            {
                return false;
            }

            steps.Add(StepCode.SubOption, start, code);
        }

        if (tokens.TryTake("exists"))
        {
            kind = ExpressionKind.Boolean;
            return steps.Add(StepCode.Exists, start) >= 0;
        }

        return tokens.TryTake("hex") ? steps.Add(StepCode.Hex, start) >= 0
            : tokens.TryTake("text") ? steps.Add(StepCode.Text, start) >= 0
            : tokens.Fail("\"option\", \"hex\", \"text\" or \"exists\"");
    }

    private bool TryRelay6(int start, out ExpressionKind kind)
    {
        kind = ExpressionKind.String;
        int relay = 0;
        bool isRead = tokens.Want("[")
            && TryNumber(-32, 31, "a relay", out relay)
            && tokens.Want("]")
            && tokens.Want(".");
        if (!isRead)
        {
            return false;
        }

        if (tokens.TryTake("peeraddr"))
        {
            return steps.Add(StepCode.PeerAddress, start, relay) >= 0;
        }

        if (tokens.TryTake("linkaddr"))
        {
            return steps.Add(StepCode.LinkAddress, start, relay) >= 0;
        }

        if (!tokens.TryTake("option"))
        {
            return tokens.Fail("\"option\", \"peeraddr\" or \"linkaddr\"");
        }

        return TryCode(mayBeNamed: true, out int code)
            && steps.Add(StepCode.Relay6, start, relay, code) >= 0
            && TryChain(start, out kind);
    }

    private bool TryVendor(int start, StepCode code, out ExpressionKind kind)
    {
        kind = ExpressionKind.String;
        if (tokens.TryTake("."))
        {
            return tokens.Want("enterprise")
                && steps.Add(code, start) >= 0
                && steps.Add(StepCode.Enterprise, start) >= 0;
        }

        uint enterprise = 0;
        if (!tokens.Want("[") || !TryEnterprise(out enterprise) || !tokens.Want("]"))
        {
            return false;
        }

        steps.Add(code, start, (int)enterprise);
        return code == StepCode.Vendor ? TryVendorOption(start, out kind) : TryVendorClassItem(start, out kind);
    }

    private bool TryEnterprise(out uint enterprise)
    {
        enterprise = 0;
        if (tokens.TryTake("*"))
        {
            return true;
        }

        bool isNumber = tokens.Current.Kind == TokenKind.Integer
            && uint.TryParse(
                tokens.Chars(tokens.Current), NumberStyles.None, CultureInfo.InvariantCulture, out enterprise);
        if (!isNumber)
        {
            return tokens.Fail("an enterprise number from 0 to 4294967295 or \"*\"");
        }

        tokens.Take();
        return true;
    }

    private bool TryVendorOption(int start, out ExpressionKind kind)
    {
        kind = ExpressionKind.String;
        if (!tokens.Want("."))
        {
            return false;
        }

        if (tokens.TryTake("exists"))
        {
            kind = ExpressionKind.Boolean;
            return steps.Add(StepCode.Exists, start) >= 0;
        }

        if (!tokens.TryTake("option"))
        {
            return tokens.Fail("\"option\" or \"exists\"");
        }

        return TryCode(mayBeNamed: false, out int code)
            && steps.Add(StepCode.SubOption, start, code) >= 0
            && TryChain(start, out kind);
    }

    private bool TryVendorClassItem(int start, out ExpressionKind kind)
    {
        kind = ExpressionKind.String;
        if (!tokens.Want("."))
        {
            return false;
        }

        if (tokens.TryTake("exists"))
        {
            kind = ExpressionKind.Boolean;
            return steps.Add(StepCode.Exists, start) >= 0;
        }

        if (!tokens.TryTake("data"))
        {
            return tokens.Fail("\"data\" or \"exists\"");
        }

        int item = 0;
        bool isRead = !tokens.TryTake("[") || (TryNumber(0, 255, "an item", out item) && tokens.Want("]"));
        return isRead && steps.Add(StepCode.VendorClassItem, start, item) >= 0;
    }

    private bool TryField(int start, Func<string, PacketField?> find, string wanted)
    {
        if (tokens.Current.Kind != TokenKind.Word || find(tokens.Chars(tokens.Current).ToString()) is not { } field)
        {
            return tokens.Fail(wanted);
        }

        tokens.Take();
        return steps.Add(StepCode.Field, start, (int)field) >= 0;
    }

    private static PacketField? AnyField(string word) => word switch
    {
        "iface" => PacketField.Interface,
        "src" => PacketField.Source,
        "dst" => PacketField.Destination,
        "len" => PacketField.Length,
        _ => null,
    };

    private static PacketField? Field4(string word) => word switch
    {
        "mac" => PacketField.Mac,
        "hlen" => PacketField.Hlen,
        "htype" => PacketField.Htype,
        "ciaddr" => PacketField.Ciaddr,
        "giaddr" => PacketField.Giaddr,
        "yiaddr" => PacketField.Yiaddr,
        "siaddr" => PacketField.Siaddr,
        _ => Field6(word),
    };

    private static PacketField? Field6(string word) => word switch
    {
        "msgtype" => PacketField.MessageType,
        "transid" => PacketField.TransactionId,
        _ => null,
    };
}
