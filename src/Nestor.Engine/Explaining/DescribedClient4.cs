using System.Buffers.Binary;
using Nestor.Json;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Explaining;

/// <summary>Makes the DHCPv4 message of a client that is described in words.</summary>
internal static class DescribedClient4
{
    private const int MaxLength = 16384;

    /// <summary>Null when the description is wrong.</summary>
    /// <param name="defs">By which options are encoded.</param>
    public static byte[]? Write(Element description, OptionDefs defs, out string error)
    {
        var client = new Arguments(description);
        client.Allow(
            "message-type", "hw-address", "client-id", "duid", "requested-address", "client-address", "relay", "circuit-id",
            "remote-id", "server-id", "transaction-id", "flags", "options");
        byte[] bytes = new byte[MaxLength];
        bytes[0] = 1;
        bytes[1] = 1;
        byte[] hardware = client.Hex("hw-address", Packet4.MaxHardwareLength);
        bytes[2] = (byte)hardware.Length;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)client.Number("transaction-id", 1, uint.MaxValue));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), (ushort)client.Number("flags", 0, ushort.MaxValue));
        (client.Address4("client-address") ?? default).Write(bytes.AsSpan(12));
        (client.Address4("relay") ?? default).Write(bytes.AsSpan(24));
        hardware.CopyTo(bytes.AsSpan(28));
        var writer = new OptionWriter4(bytes);
        bool fits = true;
        foreach (var (code, body) in Options(client, defs))
        {
            fits &= writer.TryAppend(code, body);
        }

        int length = fits ? writer.Finish(0) : 0;
        if (length == 0)
        {
            client.Refuse($"found more options than {MaxLength} bytes have room for");
        }

        error = client.Error;
        return error.Length > 0 ? null : bytes[..length];
    }

    private static List<(byte Code, byte[] Body)> Options(Arguments client, OptionDefs defs)
    {
        var options = new List<(byte, byte[])> { (OptionCode4.MessageType, [(byte)Type(client)]) };
        byte[] id = client.Hex("client-id", 255);
        byte[] duid = client.Hex("duid", Duid.MaxLength);
        if (id.Length > 0 || duid.Length > 0)
        {
            // RFC 4361 section 6.1: 255, an IAID, the DUID.
            options.Add((OptionCode4.ClientIdentifier, id.Length > 0 ? id : [255, 0, 0, 0, 1, .. duid]));
        }

        AddAddress(options, OptionCode4.RequestedAddress, client.Address4("requested-address"));
        AddAddress(options, OptionCode4.ServerIdentifier, client.Address4("server-id"));
        var given = DescribedOptions.Read(client, defs, OptionDefs.Dhcp4Space);
        options.AddRange(given.Select(o => ((byte)o.Code, o.Body)));
        if (!given.Exists(o => o.Code == OptionCode4.ParameterRequestList))
        {
            // What clients usually want to know.
            options.Add((OptionCode4.ParameterRequestList, [1, 3, 6, 12, 15, 28, 42, 51, 54, 58, 59, 119, 121]));
        }

        byte[] circuit = client.Hex("circuit-id", 255);
        byte[] remote = client.Hex("remote-id", 255);
        var agent = new List<byte>();
        if (circuit.Length > 0)
        {
            SubOptions.Append(agent, RaiCode.CircuitId, circuit);
        }

        if (remote.Length > 0)
        {
            SubOptions.Append(agent, RaiCode.RemoteId, remote);
        }

        if (agent.Count > 0)
        {
            options.Add((OptionCode4.RelayAgentInfo, [.. agent]));
        }

        return options;
    }

    private static MessageType4 Type(Arguments client)
    {
        string text = client.Text("message-type") ?? "DISCOVER";
        string name = text.StartsWith("DHCP", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        if (Enum.TryParse(name, ignoreCase: true, out MessageType4 type) && type is > MessageType4.None and <= MessageType4.LeaseQueryDone)
        {
            return type;
        }

        client.Refuse($"found message-type \"{text}\", wanted DISCOVER, REQUEST, DECLINE, RELEASE or INFORM");
        return MessageType4.None;
    }

    private static void AddAddress(List<(byte, byte[])> options, byte code, Ip4? address)
    {
        if (address is { } known)
        {
            byte[] body = new byte[4];
            known.Write(body);
            options.Add((code, body));
        }
    }
}
