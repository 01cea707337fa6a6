using System.Buffers.Binary;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>The three answers of RFC 4388 section 6.4, in one Ethernet frame each.</summary>
internal static class Message4
{
    /// <summary>What has room in an Ethernet frame: an answer that leaves by a raw socket is not cut into fragments.</summary>
    public const int MaxLength = 1472;

    private const byte LastTransactionTime = 91;
    private const byte AssociatedIp = 92;
    private const byte Ethernet = 1;

    /// <summary>There is no lease to tell of: what was asked for goes back.</summary>
    public static int WriteNone(Span<byte> to, Packet4 query, Ip4 server, MessageType4 type)
    {
        WriteHeader(to, query);
        query.Ciaddr.Write(to[12..]);
        to[1] = query.Htype;
        to[2] = query.Hlen;
        query.Chaddr.CopyTo(to[28..]);
        var writer = Begin(to, server, type);
        if (query.TryOption(OptionCode4.ClientIdentifier, out var id))
        {
            writer.TryAppend(OptionCode4.ClientIdentifier, id);
        }

        return writer.Finish(0);
    }

    /// <param name="subnet">The lease's; null when the configuration has it no longer.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="others">Other addresses of the client; as many as there is room for are told.</param>
    public static int WriteActive(
        Span<byte> to, Packet4 query, Ip4 server, in Lease4View lease, Subnet4? subnet, long now, IReadOnlyList<Ip4> others)
    {
        WriteHeader(to, query);
        lease.Fields.Address.Write(to[12..]);
        int hardware = Math.Min(lease.HardwareAddress.Length, 16);
        to[1] = hardware > 0 ? Ethernet : (byte)0;
        to[2] = (byte)hardware;
        lease.HardwareAddress[..hardware].CopyTo(to[28..]);
        var writer = Begin(to, server, MessageType4.LeaseActive);
        if (!lease.ClientId.IsEmpty)
        {
            writer.TryAppend(OptionCode4.ClientIdentifier, lease.ClientId);
        }

        uint elapsed = (uint)Math.Clamp(now - lease.Fields.Cltt, 0, uint.MaxValue);
        Append(ref writer, LastTransactionTime, elapsed);
        uint lifetime = lease.Fields.ValidLifetime;
        Append(ref writer, OptionCode4.LeaseTime, lease.Fields.IsInfinite ? lifetime : lifetime - Math.Min(lifetime, elapsed));
        if (subnet?.Parameters is { } parameters)
        {
            uint? Part(double share) => parameters.CalculateTeeTimes ? (uint)Math.Round(lifetime * share, MidpointRounding.AwayFromZero) : null;
            AppendLeft(ref writer, OptionCode4.RenewalTime, parameters.RenewTimer ?? Part(parameters.T1Percent), elapsed, lifetime);
            AppendLeft(ref writer, OptionCode4.RebindingTime, parameters.RebindTimer ?? Part(parameters.T2Percent), elapsed, lifetime);
        }

        byte[] agent = RelayAgentOf(lease.UserContext);
        if (agent.Length > 0)
        {
            writer.TryAppend(OptionCode4.RelayAgentInfo, agent);
        }

        AppendOthers(ref writer, others, agent.Length);
        return writer.Finish(0);
    }

    /// <summary>What a relay said of the client, as the server stores it with <c>store-extended-info</c>; empty when there is nothing.</summary>
    internal static byte[] RelayAgentOf(ReadOnlySpan<byte> context)
    {
        if (context.IsEmpty)
        {
            return [];
        }

        var info = JsonReader.Read(context.ToArray(), "user-context", new Diagnostics(), null)?["ISC"]?["relay-agent-info"];
        string text = info?.Kind == ElementKind.Map ? info["sub-options"]?.Text ?? "" : info?.Text ?? "";
        return Hex.TryRead(text, out byte[] bytes) ? bytes : [];
    }

    private static void WriteHeader(Span<byte> to, Packet4 query)
    {
        to[..Packet4.HeaderLength].Clear();
        to[0] = 2;
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], query.Xid);
        BinaryPrimitives.WriteUInt16BigEndian(to[10..], query.Flags);
        query.Giaddr.Write(to[24..]);
    }

    private static OptionWriter4 Begin(Span<byte> to, Ip4 server, MessageType4 type)
    {
        var writer = new OptionWriter4(to);
        writer.TryAppend(OptionCode4.MessageType, new[] { (byte)type });
        byte[] address = new byte[4];
        server.Write(address);
        writer.TryAppend(OptionCode4.ServerIdentifier, address);
        return writer;
    }

    private static void Append(ref OptionWriter4 writer, byte code, uint value)
    {
        byte[] body = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(body, value);
        writer.TryAppend(code, body);
    }

    /// <summary>What is left of a timer that has not run out.</summary>
    private static void AppendLeft(ref OptionWriter4 writer, byte code, uint? timer, uint elapsed, uint lifetime)
    {
        if (timer is { } seconds && seconds > elapsed && seconds < lifetime)
        {
            Append(ref writer, code, seconds - elapsed);
        }
    }

    private static void AppendOthers(ref OptionWriter4 writer, IReadOnlyList<Ip4> others, int kept)
    {
        // Room for the heads of the parts, for option 82 and for the end.
        int room = (MaxLength - writer.Length - kept - 32) / 4;
        int count = Math.Min(others.Count, room);
        if (count <= 0)
        {
            return;
        }

        byte[] body = new byte[count * 4];
        for (int i = 0; i < count; i++)
        {
            others[i].Write(body.AsSpan(i * 4));
        }

        writer.TryAppend(AssociatedIp, body);
    }
}
