using System.Buffers.Binary;
using Nestor.Engine.Hooking;
using Nestor.Engine.Loop;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>Reply to bytes, into the batch's buffer. [pkt4_send] [buffer4_send]</summary>
public static class Encode
{
    /// <summary>The largest UDP payload over IPv4.</summary>
    public const int MaxLength = 65507;

    public static void Run(Engine4 engine, Exchange4 exchange, Batch4 batch)
    {
        if (exchange.Answer.IsThere)
        {
            SendLibrarys(engine, exchange, batch);
            return;
        }

        ReplyOptions4.Fill(engine, exchange);
        Log.Pack(engine.Loggers.Options, exchange);
        if (SendTo.IsDirectInform(exchange) && exchange.Query.IsRelayed)
        {
            Log.DirectInform(engine.Loggers.Packets, exchange);
        }

        engine.Response.End();
        if (engine.Hooks.Pkt4Send.IsUsed && !Ask(engine, exchange))
        {
            return;
        }

        // A library may have made an answer of it that has no type, as BOOTP clients want it.
        bool hasType = engine.Reply.Has(OptionCode4.MessageType);
        var room = batch.Reserve(out var buffer, out int start);
        int message;
        int length = exchange.Envelope is { } envelope
            ? Dhcp4o6.Write(engine, exchange, envelope, room, out message)
            : message = Write(engine, exchange, room);
        if (length != 0 && engine.Hooks.Buffer4Send.IsUsed && !PacketHooks4.MaySendBytes(engine, exchange, buffer.AsMemory(start, room.Length), ref length))
        {
            return;
        }

        if (length == 0)
        {
            Log.PackFailed(engine.Loggers.Dhcp4, exchange, room.Length);
            engine.Statistics.Drop(Counter4.ProcessingFailed);
            return;
        }

        var reply = new Departure4 { Buffer = buffer, Start = start, Length = length };
        SendTo.Choose(engine, exchange, ref reply);
        batch.Add(in reply, exchange.NeedsCommit);
        engine.Statistics.Add(Counter4.Sent);
        if (hasType)
        {
            engine.Statistics.Add(exchange.ReplyType switch
            {
                MessageType4.Offer => Counter4.OfferSent,
                MessageType4.Ack => Counter4.AckSent,
                _ => Counter4.NakSent,
            });
        }

        if (exchange.Envelope is not null)
        {
            Dhcp4o6Log.Sent(engine.Loggers.Packets, exchange, in reply, message);
            return;
        }

        Log.Sent(engine.Loggers.Packets, exchange, in reply);
        Log.ReplyData(engine.Loggers.Packets, exchange, in reply);
    }

    /// <summary>What a library answers by itself.</summary>
    private static void SendLibrarys(Engine4 engine, Exchange4 exchange, Batch4 batch)
    {
        var answer = exchange.Answer;
        var room = batch.Reserve(out var buffer, out int start);
        if (room.Length < answer.Bytes.Length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(Batch.Headroom + answer.Bytes.Length, pinned: true);
            start = Batch.Headroom;
            room = buffer.AsSpan(start);
        }

        answer.Bytes.CopyTo(room);
        var reply = new Departure4 { Buffer = buffer, Start = start, Length = answer.Bytes.Length };
        SendTo.Choose(engine, exchange, ref reply);
        batch.Add(in reply, needsCommit: false);
        engine.Statistics.Add(Counter4.Sent);
        switch (answer.Type)
        {
            case MessageType4.LeaseUnassigned:
                engine.Statistics.Add(Counter4.LeaseQueryUnassignedSent);
                break;
            case MessageType4.LeaseUnknown:
                engine.Statistics.Add(Counter4.LeaseQueryUnknownSent);
                break;
            case MessageType4.LeaseActive:
                engine.Statistics.Add(Counter4.LeaseQueryActiveSent);
                break;
        }
    }

    /// <summary>The message; 0 when it does not fit.</summary>
    public static int Write(Engine4 engine, Exchange4 exchange, Span<byte> room)
    {
        if (room.Length < Packet4.HeaderLength)
        {
            return 0;
        }

        var response = engine.Response;
        if (!response.IsReady)
        {
            FillHeader(exchange, room);
            return engine.Reply.Write(room);
        }

        if (!response.Message.IsEmpty)
        {
            return response.Message.TryCopyTo(room) ? response.Message.Length : 0;
        }

        response.Header.CopyTo(room);
        int length = engine.Reply.Write(room);
        int padded = Math.Clamp(response.PadTo, length, room.Length);
        room[length..padded].Clear();
        return length == 0 ? 0 : padded;
    }

    /// <summary>Has libraries look at the answer; false when it is not to be sent.</summary>
    private static bool Ask(Engine4 engine, Exchange4 exchange)
    {
        FillHeader(exchange, engine.Response.Start());
        engine.Response.IsAsked = true;
        bool maySend = PacketHooks4.MaySend(engine, exchange);
        engine.Response.IsAsked = false;
        return maySend;
    }

    /// <summary>The fixed fields (RFC 2131 table 3).</summary>
    private static void FillHeader(Exchange4 exchange, Span<byte> to)
    {
        var query = exchange.Query;
        bool isNak = exchange.ReplyType == MessageType4.Nak;
        to[..Packet4.HeaderLength].Clear();
        to[0] = 2;
        to[1] = query.Htype;
        to[2] = query.Hlen;
        bool isDirectInform = SendTo.IsDirectInform(exchange);
        to[3] = isDirectInform ? (byte)0 : query.Hops;
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], query.Xid);

        // RFC 2131 section 4.3.2: a relay must broadcast a NAK, the client may have no address that works.
        ushort flags = query.Flags;
        bool isRelayedInform = exchange.MessageType == MessageType4.Inform && query.IsRelayed && query.Ciaddr.IsZero;
        if ((isNak && query.IsRelayed) || isRelayedInform)
        {
            flags |= 0x8000;
        }

        BinaryPrimitives.WriteUInt16BigEndian(to[10..], flags);
        if (!isNak && exchange.MessageType != MessageType4.Discover)
        {
            query.Ciaddr.Write(to[12..]);
        }

        if (!isNak)
        {
            exchange.Yiaddr.Write(to[16..]);
        }

        if (!isDirectInform)
        {
            query.Giaddr.Write(to[24..]);
        }

        query.Chaddr.CopyTo(to[28..]);
        if (!isNak)
        {
            FillBootFields(exchange, to);
        }
    }

    /// <summary>siaddr, sname and file: the reservation's before those of classes, and these before the subnet's. Without a subnet they stay empty.</summary>
    private static void FillBootFields(Exchange4 exchange, Span<byte> to)
    {
        if (exchange.Subnet is not { Parameters: var parameters })
        {
            return;
        }

        var host = exchange.Host;
        var next = host?.NextServer;
        byte[] sname = host?.ServerHostname ?? [];
        byte[] file = host?.BootFileName ?? [];
        for (int i = 0; i < exchange.Classes.Count; i++)
        {
            if (exchange.Settings.Classes[exchange.Classes[i]] is { } definition)
            {
                next ??= definition.NextServer;
                sname = sname.Length > 0 ? sname : definition.ServerHostname;
                file = file.Length > 0 ? file : definition.BootFileName;
            }
        }

        sname = sname.Length > 0 ? sname : parameters.ServerHostname;
        file = file.Length > 0 ? file : parameters.BootFileName;
        (next ?? parameters.NextServer).Write(to[20..]);
        sname.AsSpan(0, Math.Min(sname.Length, 63)).CopyTo(to[44..]);
        file.AsSpan(0, Math.Min(file.Length, 127)).CopyTo(to[108..]);
    }
}
