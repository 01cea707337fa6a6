using Nestor.Wire.Values;
using StandardLibraries.PingCheck;

namespace Nestor.HookLibraries.Tests.PingCheck;

/// <summary>What probes look like, and what is made of what comes back.</summary>
public sealed class BytesTests : IHearing
{
    private const ushort Identifier = 0x1234;
    private const ulong Token = 0x0102030405060708;

    private static readonly byte[] Request =
    [
        8, 0, 0xd5, 0xb4, // echo request, checksum
        0x12, 0x34, 0, 3, // identifier, sequence number
        1, 2, 3, 4, 5, 6, 7, 8, // token
    ];

    private readonly List<string> _heard = [];

    void IHearing.Replied(Ip4 from) => _heard.Add($"reply {from}");

    void IHearing.Unreachable(Ip4 address) => _heard.Add($"unreachable {address}");

    void IHearing.Claimed(int interfaceIndex, Ip4 address, ulong mac) => _heard.Add($"arp {interfaceIndex} {address} {mac:x12}");

    /// <summary>An IPv4 packet from 192.0.2.10 to 192.0.2.1 with an ICMP message, whose checksum is made right.</summary>
    private static byte[] Packet(params byte[] icmp)
    {
        byte[] message = [.. icmp];
        message[2] = message[3] = 0;
        uint sum = 0;
        for (int i = 0; i < message.Length; i += 2)
        {
            sum += (uint)((message[i] << 8) | (i + 1 < message.Length ? message[i + 1] : 0));
        }

        sum = (sum & 0xffff) + (sum >> 16);
        sum = ~((sum & 0xffff) + (sum >> 16));
        (message[2], message[3]) = ((byte)(sum >> 8), (byte)sum);
        return [0x45, 0, 0, (byte)(20 + message.Length), 0, 0, 0, 0, 64, 1, 0, 0, 192, 0, 2, 10, 192, 0, 2, 1, .. message];
    }

    private static byte[] Reply(byte identifier = 0x34, byte token = 8) => Packet([0, 0, 0, 0, 0x12, identifier, 0, 3, 1, 2, 3, 4, 5, 6, 7, token]);

    /// <summary>"Host unreachable" about our request to 192.0.2.10, of which it has the first bytes.</summary>
    private static byte[] Unreachable() =>
        Packet([3, 1, 0, 0, 0, 0, 0, 0, 0x45, 0, 0, 36, 0, 0, 0, 0, 64, 1, 0, 0, 192, 0, 2, 1, 192, 0, 2, 10, .. Request[..8]]);

    [Fact]
    public void An_echo_request_has_our_mark_and_a_right_checksum__RFC792()
    {
        byte[] bytes = new byte[Bytes.EchoLength];
        Bytes.WriteEcho(bytes, Identifier, 3, Token);
        Assert.Equal(Request, bytes);
    }

    [Fact]
    public void A_probe_names_no_senders_address__RFC5227_2_1_1()
    {
        byte[] bytes = new byte[Bytes.ArpLength];
        Bytes.WriteProbe(bytes, [2, 0, 0, 0, 0, 9], Ip4.Parse("192.0.2.10"));
        Assert.Equal(
            [
                0, 1, 8, 0, 6, 4, 0, 1, // Ethernet, IPv4, request
                2, 0, 0, 0, 0, 9, 0, 0, 0, 0, // sender
                0, 0, 0, 0, 0, 0, 192, 0, 2, 10, // target
            ],
            bytes);
        Bytes.HearArp(bytes, 2, this);
        Assert.Empty(_heard);
    }

    [Fact]
    public void Answers_to_our_requests_are_heard_and_those_to_others_are_not()
    {
        Hear(Reply());
        Hear(Unreachable());
        Assert.Equal(["reply 192.0.2.10", "unreachable 192.0.2.10"], _heard);
        Hear(Reply(identifier: 0x35));
        Hear(Reply(token: 9));
        Hear(Packet([8, .. Request[1..]]));
        byte[] spoilt = Reply();
        spoilt[^1] ^= 1;
        Hear(spoilt);
        Assert.Equal(2, _heard.Count);
    }

    [Fact]
    public void Whoever_says_by_ARP_that_it_has_an_address_is_heard_in_a_request_and_in_an_answer()
    {
        byte[] bytes = [0, 1, 8, 0, 6, 4, 0, 2, 2, 0, 0, 0, 0, 9, 192, 0, 2, 10, 2, 0, 0, 0, 0, 1, 192, 0, 2, 1, 0, 0];
        Bytes.HearArp(bytes, 2, this);
        bytes[7] = 1;
        Bytes.HearArp(bytes, 3, this);
        Assert.Equal(["arp 2 192.0.2.10 020000000009", "arp 3 192.0.2.10 020000000009"], _heard);
        bytes[7] = 3;
        Bytes.HearArp(bytes, 2, this);
        bytes[7] = 2;
        bytes[4] = 8;
        Bytes.HearArp(bytes, 2, this);
        Assert.Equal(2, _heard.Count);
    }

    [Fact]
    public void Whatever_comes_does_no_harm()
    {
        var dice = new Random(1);
        byte[][] whole = [Reply(), Unreachable(), [0, 1, 8, 0, 6, 4, 0, 2, 2, 0, 0, 0, 0, 9, 192, 0, 2, 10, 2, 0, 0, 0, 0, 1, 192, 0, 2, 1]];
        for (int i = 0; i < 200_000; i++)
        {
            byte[] bytes = [.. whole[i % whole.Length]];
            for (int spoilt = dice.Next(4); spoilt > 0; spoilt--)
            {
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            }

            bytes = bytes[..dice.Next(bytes.Length + 1)];
            Hear(bytes);
            Bytes.HearArp(bytes, 1, this);
        }

        Assert.NotEmpty(_heard);
    }

    private void Hear(ReadOnlySpan<byte> packet) => Bytes.Hear(packet, Identifier, Token, this);
}
