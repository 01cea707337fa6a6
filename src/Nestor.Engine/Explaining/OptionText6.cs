using System.Text;
using Nestor.Json;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Options;

namespace Nestor.Engine.Explaining;

/// <summary>A DHCPv6 message in words.</summary>
internal static class OptionText6
{
    private const int MaxText = 4096;

    public static Facts Header(RelayChain6 chain) => new Facts()
        .With("message-type", NameOf(chain.Message.Type))
        .With("transaction-id", chain.Message.TransactionId)
        .With("relays", Relays(chain));

    /// <summary>Its options in the order they stand.</summary>
    /// <param name="more">Adds what else is known of an option.</param>
    public static Element Options(Packet6 message, OptionDefs defs, Action<ushort, Facts>? more = null)
    {
        var shown = new List<Element>();
        var options = message.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            var def = defs.Find(OptionDefs.Dhcp6Space, code);
            var facts = new Facts().With("code", code).With("name", def?.Name);
            more?.Invoke(code, facts);
            bool isIa = code is OptionCode6.IaNa or OptionCode6.IaTa or OptionCode6.IaPd;
            string data = isIa ? Text(defs, new OptionView(Universe.V6, code, def, body)) : OptionText.Format(def, body);
            shown.Add(facts.With("data", data).With("hex", Convert.ToHexStringLower(body)).Map);
        }

        return Element.List(shown);
    }

    /// <summary>As RFC 9915 writes it.</summary>
    public static string NameOf(MessageType6 type) => type switch
    {
        MessageType6.InformationRequest => "INFORMATION-REQUEST",
        MessageType6.AddrRegInform => "ADDR-REG-INFORM",
        MessageType6.AddrRegReply => "ADDR-REG-REPLY",
        MessageType6.DhcpV4Query => "DHCPV4-QUERY",
        MessageType6.DhcpV4Response => "DHCPV4-RESPONSE",
        _ => type.ToString().ToUpperInvariant(),
    };

    private static Element Relays(RelayChain6 chain)
    {
        var all = new List<Element>();
        for (int hop = 0; hop < chain.Count; hop++)
        {
            var facts = new Facts().With("link-address", chain[hop].LinkAddress.ToString()).With("peer-address", chain[hop].PeerAddress.ToString());
            all.Add((chain.TryInterfaceId(hop, out var id) ? facts.WithHex("interface-id", id) : facts).Map);
        }

        return Element.List(all);
    }

    /// <summary>An option with those inside of it, as Kea prints it.</summary>
    private static string Text(OptionDefs defs, OptionView option)
    {
        var text = new ByteSink(new byte[MaxText]);
        OptionShow.Write(defs, option, ref text);
        return Encoding.UTF8.GetString(text.Written);
    }
}
