using System.Text;
using Nestor.Engine.Hooking;
using Nestor.Engine.Loop;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>
/// DHCPv4-over-DHCPv6 (RFC 7341): a DHCPV4-QUERY goes to the DHCPv4 server as it is, with a note of where it came
/// from; the DHCPV4-RESPONSE comes back with that note and goes there. Nothing is kept between the two.
/// </summary>
public static class Dhcp4o6
{
    /// <summary>Names of interfaces are few bytes; a longer one is nobody's.</summary>
    private const int MaxName = 64;

    /// <summary>True for a DHCPV4-QUERY when there is a DHCPv4 server to hand it to.</summary>
    public static bool IsQuery(Engine6 engine, Exchange6 exchange) =>
        exchange.MessageType == MessageType6.DhcpV4Query && engine.Server4Socket >= 0;

    /// <summary>A query with one DHCPv4 message in it goes on (RFC 7341 section 10); it may come by unicast too.</summary>
    public static Verdict HandOver(Engine6 engine, Exchange6 exchange)
    {
        var options = exchange.Query.Options;
        if (!options.TryNext(OptionCode6.DhcpV4Message, out _) || options.TryNext(OptionCode6.DhcpV4Message, out _))
        {
            return engine.Drop(exchange, Log.DropRfcViolation, Counter6.RfcViolation);
        }

        exchange.ReplyType = MessageType6.DhcpV4Query;
        return Verdict.Answer;
    }

    /// <summary>
    /// What the DHCPv4 server answers goes to the client or relay it is for: afterwards the exchange is as if that one
    /// had just asked.
    /// </summary>
    public static Verdict Return(Engine6 engine, Exchange6 exchange)
    {
        ref var arrival = ref exchange.Arrival;
        Dhcp4o6Log.Receiving(engine.Loggers.Packets, in arrival);
        var error = exchange.Chain.Decode(arrival.Buffer, arrival.Start, arrival.Length);
        if (error != DecodeError.None || !IsResponse(exchange.Chain))
        {
            return Refuse(engine, exchange, error == DecodeError.None ? "no DHCPV4-RESPONSE" : error.ToString());
        }

        if (Origin4o6.Read(exchange.Query, out var origin) is { } missing)
        {
            return Refuse(engine, exchange, missing);
        }

        string name = Encoding.UTF8.GetString(origin.Interface[..Math.Min(origin.Interface.Length, MaxName)]);
        if (!engine.WaysOut.TryGetValue(name, out var ways))
        {
            return Refuse(engine, exchange, $"interface {name} is none that is listened on");
        }

        var way = ways.To(origin.Source);
        arrival.Interface = way.Interface;
        arrival.Socket = way.Socket;
        arrival.Source = origin.Source;
        arrival.SourcePort = origin.SourcePort;
        exchange.MessageType = exchange.ReplyType = MessageType6.DhcpV4Response;
        Dhcp4o6Log.Received(engine.Loggers.Packets, exchange);
        return Verdict.Answer;
    }

    /// <summary>Writes either message into the batch, with the relays around it as they came. [buffer6_send]</summary>
    public static void Encode(Engine6 engine, Exchange6 exchange, Batch6 batch)
    {
        var room = batch.Reserve(out var buffer, out int start);
        int length = Write(exchange, room);
        if (length == 0)
        {
            room = Batch6.ReserveLarge(V6.Encode.MaxLength, out buffer, out start);
            length = Write(exchange, room);
        }

        if (length == 0)
        {
            Log.PackFailed(engine.Loggers.Dhcp6, exchange, room.Length);
            engine.Statistics.Drop(Counter6.ProcessingFailed);
            return;
        }

        if (exchange.ReplyType == MessageType6.DhcpV4Response && engine.Hooks.Buffer6Send.IsUsed
            && !PacketHooks6.MaySendBytes(engine, exchange, buffer.AsMemory(start, room.Length), ref length))
        {
            return;
        }

        var datagram = new Departure6 { Buffer = buffer, Start = start, Length = length };
        SendTo.Choose(engine, exchange, ref datagram);
        if (exchange.ReplyType == MessageType6.DhcpV4Query)
        {
            datagram.Socket = engine.Server4Socket;
            batch.Add(in datagram, needsCommit: false);
            return;
        }

        batch.Add(in datagram, needsCommit: false);
        engine.Statistics.Add(Counter6.Sent);
        engine.Statistics.Add(Counter6.DhcpV4ResponseSent);
        Log.Sent(engine.Loggers.Packets, exchange, in datagram);
        Dhcp4o6Log.ResponseData(engine.Loggers.Packets, exchange, in datagram);
    }

    /// <summary>The message with or without the note; 0 when it does not fit.</summary>
    private static int Write(Exchange6 exchange, Span<byte> room)
    {
        var to = new OptionWriter6(room);
        var relays = RelayCopy6.Begin(ref to, exchange.Chain);
        if (exchange.ReplyType == MessageType6.DhcpV4Query)
        {
            to.Message(MessageType6.DhcpV4Query, exchange.Query.TransactionId);
            Span<byte> name = stackalloc byte[MaxName];
            int length = Encoding.UTF8.GetBytes(exchange.Arrival.Interface.Name, name);
            Origin4o6.Write(ref to, name[..length], exchange.Arrival.Source, exchange.Arrival.SourcePort);
        }
        else
        {
            // RFC 7341 section 6.3: the flags of a response are all zero, also where Kea's DHCPv4 server repeats the query's.
            to.Message(MessageType6.DhcpV4Response, 0);
        }

        Origin4o6.CopyOthers(ref to, exchange.Query);
        relays.End(ref to, exchange.Chain);
        return to.HasOverflowed ? 0 : to.Length;
    }

    private static bool IsResponse(RelayChain6 chain)
    {
        for (int hop = 0; hop < chain.Count; hop++)
        {
            if (chain[hop].Type != MessageType6.RelayRepl)
            {
                return false;
            }
        }

        return chain.Message.Type == MessageType6.DhcpV4Response;
    }

    private static Verdict Refuse(Engine6 engine, Exchange6 exchange, string why)
    {
        Dhcp4o6Log.Refused(engine.Loggers, in exchange.Arrival, why);
        engine.Statistics.Drop(Counter6.ParseFailed);
        return Verdict.Drop;
    }
}
