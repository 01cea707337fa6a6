using Nestor.Json;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Engine.Explaining;

/// <summary>A DHCPv4 message in words.</summary>
internal static class OptionText4
{
    /// <summary>The fixed fields that say something.</summary>
    public static Facts Header(Packet4 message)
    {
        var facts = new Facts()
            .With("message-type", NameOf(message.MessageType))
            .With("transaction-id", message.Xid)
            .WithHex("hw-address", message.Chaddr)
            .With("flags", message.Flags);
        return facts
            .WithIf(message.Hops > 0, "hops", message.Hops.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .WithIf(!message.Ciaddr.IsZero, "ciaddr", message.Ciaddr.ToString())
            .WithIf(!message.Yiaddr.IsZero, "yiaddr", message.Yiaddr.ToString())
            .WithIf(!message.Siaddr.IsZero, "siaddr", message.Siaddr.ToString())
            .WithIf(!message.Giaddr.IsZero, "giaddr", message.Giaddr.ToString());
    }

    /// <summary>Its options by ascending code.</summary>
    /// <param name="more">Adds what else is known of an option.</param>
    public static Element Options(Packet4 message, OptionDefs defs, Action<byte, Facts>? more = null)
    {
        var shown = new List<Element>();
        foreach (byte code in message.OptionCodes.ToArray().Order())
        {
            if (!message.TryOption(code, out var body))
            {
                continue;
            }

            var def = defs.Find(OptionDefs.Dhcp4Space, code);
            var facts = new Facts().With("code", code).With("name", def?.Name);
            more?.Invoke(code, facts);
            shown.Add(facts.With("data", OptionText.Format(def, body)).With("hex", Convert.ToHexStringLower(body)).Map);
        }

        return Element.List(shown);
    }

    /// <summary>As operators know it.</summary>
    public static string NameOf(MessageType4 type) => $"DHCP{type.ToString().ToUpperInvariant()}";
}
