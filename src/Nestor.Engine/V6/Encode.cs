using Nestor.Engine.Hooking;
using Nestor.Engine.Loop;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>Reply to bytes, into the batch's buffer. [pkt6_send] [buffer6_send]</summary>
public static class Encode
{
    /// <summary>The largest UDP payload over IPv6 without jumbograms.</summary>
    public const int MaxLength = 65527;

    public static void Run(Engine6 engine, Exchange6 exchange, Batch6 batch)
    {
        if (exchange.Answer.IsThere)
        {
            SendLibrarys(engine, exchange, batch);
            return;
        }

        if (engine.Hooks.Pkt6Send.IsUsed)
        {
            engine.Response.DropMessage();
            if (!PacketHooks6.MaySend(engine, exchange))
            {
                return;
            }
        }

        var room = batch.Reserve(out var buffer, out int start);
        int length = Write(engine, exchange, room);
        if (length == 0)
        {
            room = Batch6.ReserveLarge(MaxLength, out buffer, out start);
            length = Write(engine, exchange, room);
        }

        if (length != 0 && engine.Hooks.Buffer6Send.IsUsed && !PacketHooks6.MaySendBytes(engine, exchange, buffer.AsMemory(start, room.Length), ref length))
        {
            return;
        }

        if (length == 0)
        {
            Log.PackFailed(engine.Loggers.Dhcp6, exchange, room.Length);
            engine.Statistics.Drop(Counter6.ProcessingFailed);
            return;
        }

        var reply = new Departure6 { Buffer = buffer, Start = start, Length = length };
        SendTo.Choose(engine, exchange, ref reply);
        batch.Add(in reply, exchange.NeedsCommit);
        engine.Statistics.Add(Counter6.Sent);
        engine.Statistics.Add(exchange.ReplyType switch
        {
            MessageType6.Advertise => Counter6.AdvertiseSent,
            MessageType6.AddrRegReply => Counter6.AddrRegReplySent,
            _ => Counter6.ReplySent,
        });
        Log.Sent(engine.Loggers.Packets, exchange, in reply);
    }

    /// <summary>What a library answers by itself: to where the query came from, the port too (RFC 5007).</summary>
    private static void SendLibrarys(Engine6 engine, Exchange6 exchange, Batch6 batch)
    {
        var answer = exchange.Answer;
        var room = batch.Reserve(out var buffer, out int start);
        if (room.Length < answer.Bytes.Length)
        {
            room = Batch6.ReserveLarge(answer.Bytes.Length, out buffer, out start);
        }

        answer.Bytes.CopyTo(room);
        var reply = new Departure6 { Buffer = buffer, Start = start, Length = answer.Bytes.Length };
        SendTo.Choose(engine, exchange, ref reply);
        reply.DestinationPort = exchange.Arrival.SourcePort;
        batch.Add(in reply, needsCommit: false);
        engine.Statistics.Add(Counter6.Sent);
        if (answer.Type == MessageType6.LeaseQueryReply)
        {
            engine.Statistics.Add(Counter6.LeaseQueryReplySent);
        }
    }

    /// <summary>The message with the relays' around it; 0 when it does not fit.</summary>
    private static int Write(Engine6 engine, Exchange6 exchange, Span<byte> room)
    {
        var to = new OptionWriter6(room);
        var relays = RelayReply6.Begin(ref to, exchange.Chain);
        if (engine.Hooks.Pkt6Send.IsUsed && !engine.Response.Message.IsEmpty)
        {
            to.Bytes(engine.Response.Message);
        }
        else
        {
            to.Message(exchange.ReplyType, exchange.Query.TransactionId);
            engine.Reply.Write(ref to);
        }

        relays.End(ref to);
        return to.HasOverflowed ? 0 : to.Length;
    }
}
