using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>
/// DHCPv4-over-DHCPv6 (RFC 7341): the DHCPv6 server hands DHCPV4-QUERY messages over whole, and gets DHCPV4-RESPONSE
/// messages for the same clients and relays back. Nothing is kept between the two.
/// </summary>
public static class Dhcp4o6
{
    /// <summary>
    /// Takes the query out of its envelope: afterwards it is a query on the interface the DHCPv6 server heard it on,
    /// sent to that interface or to everybody as flag U says. False when it was dropped.
    /// </summary>
    public static bool TryOpen(Engine4 engine, Exchange4 exchange)
    {
        Dhcp4o6Log.Receiving(engine.Loggers.Packets, in exchange.Arrival);
        var envelope = exchange.OpenEnvelope();
        var error = envelope.Decode(in exchange.Arrival);
        if (error != DecodeError.None || !IsQuery(envelope.Chain))
        {
            return Refuse(engine, exchange, error == DecodeError.None ? "no DHCPV4-QUERY" : error.ToString());
        }

        if (Origin4o6.Read(envelope.Chain.Message, out var origin) is { } missing)
        {
            return Refuse(engine, exchange, missing);
        }

        // Names of interfaces are few bytes; a longer one is nobody's.
        string name = Encoding.UTF8.GetString(origin.Interface[..Math.Min(origin.Interface.Length, MaxName)]);
        if (!engine.Interfaces.TryGetValue(name, out var local))
        {
            return Refuse(engine, exchange, $"interface {name} is none that is listened on");
        }

        envelope.Source = origin.Source;
        envelope.SourcePort = origin.SourcePort;
        exchange.Arrival.Interface = local;
        Dhcp4o6Log.Received(engine.Loggers.Packets, exchange, envelope);
        return TryTakeOut(engine, exchange, envelope, local);
    }

    /// <summary>Writes the DHCPV4-RESPONSE around the reply; 0 when it does not fit.</summary>
    /// <param name="message">Bytes of the reply alone, which are the last ones.</param>
    public static int Write(Engine4 engine, Exchange4 exchange, Envelope4o6 envelope, Span<byte> room, out int message)
    {
        var to = new OptionWriter6(room);
        var relays = RelayReply6.Begin(ref to, envelope.Chain);

        // RFC 7341 section 6.3: the flags of a response are all zero.
        to.Message(MessageType6.DhcpV4Response, 0);
        _ = Origin4o6.Read(envelope.Chain.Message, out var origin);
        Origin4o6.Write(ref to, origin.Interface, origin.Source, origin.SourcePort);
        int mark = to.Begin(OptionCode6.DhcpV4Message);
        message = to.HasOverflowed ? 0 : Encode.Write(engine, exchange, room[to.Length..]);
        to.Reserve(message);
        to.End(mark);
        relays.End(ref to);
        return message == 0 || to.HasOverflowed ? 0 : to.Length;
    }

    private const int MaxName = 64;

    private static bool IsQuery(RelayChain6 chain)
    {
        for (int hop = 0; hop < chain.Count; hop++)
        {
            if (chain[hop].Type != MessageType6.RelayForw)
            {
                return false;
            }
        }

        return chain.Message.Type == MessageType6.DhcpV4Query;
    }

    /// <summary>The one DHCPv4 message becomes what arrived (RFC 7341 section 10).</summary>
    private static bool TryTakeOut(Engine4 engine, Exchange4 exchange, Envelope4o6 envelope, LocalInterface local)
    {
        var options = envelope.Chain.Message.Options;
        if (!options.TryNext(OptionCode6.DhcpV4Message, out var inner) || options.TryNext(OptionCode6.DhcpV4Message, out _))
        {
            Dhcp4o6Log.BadPacket(engine.Loggers.Packets, exchange, envelope);
            engine.Statistics.Drop(Counter4.ParseFailed);
            return false;
        }

        ref var arrival = ref exchange.Arrival;
        var whole = arrival.Buffer.AsSpan(arrival.Start, arrival.Length);
        whole.Overlaps(inner, out int at);
        arrival.Start += at;
        arrival.Length = inner.Length;
        arrival.Destination = envelope.IsUnicast ? local.Address : Ip4.Broadcast;
        return true;
    }

    private static bool Refuse(Engine4 engine, Exchange4 exchange, string why)
    {
        Dhcp4o6Log.Refused(engine.Loggers, in exchange.Arrival, why);
        engine.Statistics.Drop(Counter4.ParseFailed);
        return false;
    }
}
