using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Explaining;

/// <summary>
/// The arguments of <c>explain4</c> and <c>what-if4</c>: <c>packet</c> in hexadecimal digits or a <c>client</c>, and how it
/// came: <c>interface</c>, <c>source</c>, <c>destination</c>, <c>source-port</c>. What is not said follows from the message.
/// </summary>
internal static class Question4
{
    /// <param name="settings">By which options of a described client are encoded.</param>
    /// <param name="more">A member that is read elsewhere.</param>
    public static bool TryRead(
        Element? map, Engine4 engine, Dhcp4Settings settings, string more, out Arrival4 arrival, out string error)
    {
        arrival = default;
        var arguments = new Arguments(map);
        arguments.Allow("packet", "client", "interface", "source", "destination", "source-port", more);
        byte[]? packet = arguments.Message(
            Encode.MaxLength, (Element client, out string why) => DescribedClient4.Write(client, settings.OptionDefs, out why));
        error = arguments.Error;
        if (packet is null)
        {
            return false;
        }

        // The fixed header alone says where it is from, also of what the pipeline will not read.
        var header = packet.Length >= Packet4.HeaderLength ? packet : new byte[Packet4.HeaderLength];
        var ciaddr = Ip4.Read(header.AsSpan(12));
        var giaddr = Ip4.Read(header.AsSpan(24));
        var own = Interface(arguments, engine);
        bool isUnicast = !giaddr.IsZero || !ciaddr.IsZero;
        arrival = new Arrival4
        {
            Interface = own,
            Buffer = packet,
            Length = packet.Length,
            Source = arguments.Address4("source") ?? (giaddr.IsZero ? ciaddr : giaddr),
            Destination = arguments.Address4("destination") ?? (isUnicast ? own.Address : Ip4.Broadcast),
            SourcePort = (ushort)arguments.Number("source-port", giaddr.IsZero ? SendTo.ClientPort : SendTo.ServerPort, ushort.MaxValue),
            SourceMac = giaddr.IsZero && header[2] == 6 ? Mac(header.AsSpan(28, 6)) : 0,
        };
        error = arguments.Error;
        return error.Length == 0;
    }

    /// <summary>The one that is named, else the first the server listens on, if there is any.</summary>
    private static LocalInterface Interface(Arguments arguments, Engine4 engine)
    {
        string? name = arguments.Text("interface");
        var known = engine.Interfaces;
        if (known.Count == 0)
        {
            return new LocalInterface(0, name ?? "", default);
        }

        if (name is null)
        {
            return known.OrderBy(i => i.Value.Index).First().Value;
        }

        if (!known.TryGetValue(name, out var found))
        {
            arguments.Refuse($"found interface \"{name}\", wanted one the server listens on: {string.Join(", ", known.Keys.Order())}");
        }

        return found ?? new LocalInterface(0, name, default);
    }

    private static ulong Mac(ReadOnlySpan<byte> address)
    {
        ulong value = 0;
        foreach (byte part in address)
        {
            value = (value << 8) | part;
        }

        return value;
    }
}
