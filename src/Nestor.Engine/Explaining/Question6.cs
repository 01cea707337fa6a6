using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Explaining;

/// <summary>
/// The arguments of <c>explain6</c> and <c>what-if6</c>, which are those of <c>explain4</c>: <c>packet</c> or <c>client</c>,
/// and how it came. What is not said follows from the message.
/// </summary>
internal static class Question6
{
    private static readonly Ip6 AllServersAndRelays = Ip6.Parse("ff02::1:2");

    /// <param name="settings">By which options of a described client are encoded.</param>
    /// <param name="more">A member that is read elsewhere.</param>
    public static bool TryRead(
        Element? map, Engine6 engine, Dhcp6Settings settings, string more, out Arrival6 arrival, out string error)
    {
        arrival = default;
        var arguments = new Arguments(map);
        arguments.Allow("packet", "client", "interface", "source", "destination", "source-port", more);
        byte[]? packet = arguments.Message(
            Encode.MaxLength, (Element client, out string why) => DescribedClient6.Write(client, settings.OptionDefs, engine.ServerDuid, out why));
        error = arguments.Error;
        if (packet is null)
        {
            return false;
        }

        bool isRelayed = packet[0] == (byte)MessageType6.RelayForw;
        var own = Interface(arguments, engine);
        arrival = new Arrival6
        {
            Interface = own,
            Buffer = packet,
            Length = packet.Length,
            Source = arguments.Address6("source") ?? DescribedClient6.LinkLocal(new Arguments(map!["client"])),
            Destination = arguments.Address6("destination") ?? (isRelayed ? own.LinkLocal : AllServersAndRelays),
            SourcePort = (ushort)arguments.Number("source-port", isRelayed ? SendTo.ServerPort : SendTo.ClientPort, ushort.MaxValue),
        };
        error = arguments.Error;
        return error.Length == 0;
    }

    /// <summary>The one that is named, else the first the server listens on, if there is any.</summary>
    private static LocalInterface6 Interface(Arguments arguments, Engine6 engine)
    {
        string? name = arguments.Text("interface");
        var known = engine.WaysOut;
        if (known.Count == 0)
        {
            return new LocalInterface6(0, name ?? "", default);
        }

        if (name is null)
        {
            return known.Values.Select(w => w.OnLink.Interface).OrderBy(i => i.Index).First();
        }

        if (!known.TryGetValue(name, out var found))
        {
            arguments.Refuse($"found interface \"{name}\", wanted one the server listens on: {string.Join(", ", known.Keys.Order())}");
            return new LocalInterface6(0, name, default);
        }

        return found.OnLink.Interface;
    }
}
