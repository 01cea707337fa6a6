using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

public sealed class RelayChain6Tests
{
    /// <summary>A client's message through two relays: the first is on the client's link, the second is not.</summary>
    private static readonly byte[] Twice =
    [
        12, 1, // RELAY-FORW, one relay before
        0x20, 0x01, 0x0D, 0xB8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, // link 2001:db8:2::2
        0x20, 0x01, 0x0D, 0xB8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, // peer 2001:db8:1::1
        0, 9, 0, 60, // relay message
        12, 0, // RELAY-FORW, none before
        0x20, 0x01, 0x0D, 0xB8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, // link 2001:db8:1::1
        0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0x50, 0x54, 0, 0xFF, 0xFE, 0x12, 0x34, 0x56, // peer fe80::5054:ff:fe12:3456
        0, 18, 0, 4, .. "eth1"u8, // interface id
        0, 9, 0, 4, 11, 0, 0, 9, // relay message: INFORMATION-REQUEST, transaction id 9
        0, 37, 0, 6, 0, 0, 0x11, 0x8B, 1, 2, // remote id behind the message: 4491, 1 2
        0, 37, 0, 6, 0, 0, 0, 9, 0, 0, // remote id of the second relay
    ];

    [Fact]
    public void Relays_are_taken_off_from_the_outside__RFC9915_9()
    {
        byte[] buffer = [1, 2, 3, .. Twice, 4];
        var chain = new RelayChain6();
        Assert.Equal(DecodeError.None, chain.Decode(buffer, 3, Twice.Length));
        Assert.Equal(2, chain.Count);
        Assert.True(chain.IsRelayed);
        Assert.Equal((MessageType6.RelayForw, 1, MessageType6.RelayForw, 0),
            (chain[0].Type, chain[0].HopCount, chain[1].Type, chain[1].HopCount));
        Assert.Equal("2001:db8:2::2 2001:db8:1::1", $"{chain[0].LinkAddress} {chain[0].PeerAddress}");
        Assert.Equal("2001:db8:1::1 fe80::5054:ff:fe12:3456", $"{chain[1].LinkAddress} {chain[1].PeerAddress}");
        Assert.False(chain.TryInterfaceId(0, out _));
        Assert.True(chain.TryInterfaceId(1, out var id));
        Assert.Equal("eth1"u8, id);
        Assert.Equal("eth1"u8, buffer.AsSpan(chain[1].InterfaceId));
        Assert.Equal((MessageType6.InformationRequest, 9u), (chain.Message.Type, chain.Message.TransactionId));
        Assert.Equal(4, chain.Message.Bytes.Length);

        Assert.True(chain.TryOption(0, OptionCode6.RemoteId, out var outer));
        Assert.True(chain.TryOption(1, OptionCode6.RemoteId, out var inner));
        Assert.True(VendorOptions6.TryRead(inner, out uint enterprise, out var remote));
        Assert.Equal((4491u, 1, 2), (enterprise, remote[0], remote[1]));
        Assert.Equal(9, outer[3]);
        Assert.True(chain.TryNearestClient(OptionCode6.RemoteId, out var nearest) && nearest == inner);
        Assert.False(chain.TryNearestClient(OptionCode6.SubscriberId, out _));
    }

    [Fact]
    public void Message_without_relays_has_none()
    {
        var chain = Messages.Chain(Messages.Solicit);
        Assert.Equal((0, false), (chain.Count, chain.IsRelayed));
        Assert.Equal(Messages.Solicit, chain.Message.Bytes.ToArray());
        Assert.False(chain.TryNearestClient(1, out _));
    }

    [Fact]
    public void Thirty_two_relays_are_followed_and_no_more__RFC9915_7_6()
    {
        byte[] message = Messages.Solicit;
        for (int i = 0; i < 32; i++)
        {
            message = Messages.Relay(i, [], message);
        }

        var chain = Messages.Chain(message);
        Assert.Equal(32, chain.Count);
        Assert.Equal((31, 0), (chain[0].HopCount, chain[31].HopCount));
        Assert.Equal(Messages.Solicit, chain.Message.Bytes.ToArray());

        message = Messages.Relay(32, [], message);
        Assert.Equal(DecodeError.TooManyHops, chain.Decode(message, 0, message.Length));
        Assert.Equal(MessageType6.None, chain.Message.Type);
        Assert.Equal(DecodeError.None, chain.Decode(Messages.Solicit, 0, Messages.Solicit.Length));
        Assert.Equal(0, chain.Count);
    }

    [Fact]
    public void Truncated_header_or_missing_message_is_an_error__RFC9915_9()
    {
        Assert.Equal(DecodeError.Truncated, Decode([]));
        Assert.Equal(DecodeError.Truncated, Decode([12]));
        Assert.Equal(DecodeError.Truncated, Decode(Twice[..33]));
        Assert.Equal(DecodeError.NoRelayMessage, Decode(Twice[..34]));
        Assert.Equal(DecodeError.Truncated, Decode(Twice[..40])); // in the middle of the relay message
        Assert.Equal(DecodeError.NoRelayMessage, Decode([.. Twice[..34], 0, 18, 0, 1, 7]));
        Assert.Equal(DecodeError.NoRelayMessage, Decode([.. Twice[..34], 0, 9, 0, 0]));
        Assert.Equal(DecodeError.Truncated, Decode([.. Twice[..34], 0, 9, 0, 3, 1, 0, 0])); // three bytes of a message
        Assert.Equal(DecodeError.Truncated, Decode([.. Twice[..34], 0, 9, 0, 33, .. Twice[38..71]])); // relay of 33 bytes
    }

    [Fact]
    public void Relay_options_that_run_over_the_end_do_not_lose_the_message()
    {
        byte[] message = [.. Messages.Relay(0, [], Messages.Solicit), 0, 37, 0, 9, 1];
        var chain = Messages.Chain(message);
        Assert.Equal(Messages.Solicit, chain.Message.Bytes.ToArray());
        Assert.False(chain.TryOption(0, OptionCode6.RemoteId, out _));
    }

    [Fact]
    public void Of_two_relayed_messages_the_last_counts()
    {
        byte[] two = Messages.Relay(0, Messages.Option(9, 1, 0, 0, 1), [1, 0, 0, 2]);
        Assert.Equal(2u, Messages.Chain(two).Message.TransactionId);
        Assert.Equal(2u, Messages.Chain(Messages.Relay(0, Messages.Option(9), [1, 0, 0, 2])).Message.TransactionId);
        Assert.Equal(DecodeError.NoRelayMessage, Decode([.. two, 0, 9, 0, 0]));
    }

    [Fact]
    public void Options_of_all_relays_and_the_message_share_one_budget()
    {
        byte[] many = new byte[4 * (Packet6.MaxOptions - 2)]; // the relay messages are options as well
        byte[] message = Messages.Relay(1, many, Messages.Relay(0, [], [1, 0, 0, 0]));
        Assert.Equal(DecodeError.None, Decode(message));
        message = Messages.Relay(1, many, Messages.Relay(0, [], [1, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(DecodeError.OverBudget, Decode(message));
        message = Messages.Relay(1, [.. many, .. many], [1, 0, 0, 0]);
        Assert.Equal(DecodeError.OverBudget, Decode(message));
    }

    [Fact]
    public void Supplied_options_come_from_the_relay_nearest_the_client_first__RFC6422_6()
    {
        byte[] near = [.. Messages.Option(66, [.. Messages.Option(65, 1), .. Messages.Option(23, 2)]), .. Messages.Option(66, Messages.Option(65, 3))];
        byte[] far = [.. Messages.Option(66), .. Messages.Option(66, [.. Messages.Option(65, 4), 0, 65, 0, 9])];
        var chain = Messages.Chain(Messages.Relay(2, far, Messages.Relay(1, [], Messages.Relay(0, near, Messages.Solicit))));
        var supplied = new Rsoo6(chain);
        var found = new List<(ushort, byte)>();
        while (supplied.TryNext(out ushort code, out var body))
        {
            found.Add((code, body[0]));
        }

        Assert.Equal([(65, 1), (23, 2), (65, 3), (65, 4)], found);
        Assert.False(new Rsoo6(Messages.Chain(Messages.Solicit)).TryNext(out _, out _));
    }

    [Fact]
    public void Link_layer_address_is_what_the_relay_nearest_the_client_says__RFC6939_4()
    {
        byte[] near = Messages.Option(79, 0, 1, 0x52, 0x54, 0, 0x12, 0x34, 0x56);
        byte[] far = Messages.Option(79, 0, 6, 1, 2, 3, 4, 5, 6);
        var chain = Messages.Chain(Messages.Relay(1, far, Messages.Relay(0, near, Messages.Solicit)));
        Assert.True(ClientLinkLayer6.TryFind(chain, out ushort type, out var address));
        Assert.Equal((1, "525400123456"), (type, Convert.ToHexStringLower(address)));
        chain = Messages.Chain(Messages.Relay(1, far, Messages.Relay(0, [], Messages.Solicit)));
        Assert.False(ClientLinkLayer6.TryFind(chain, out _, out _));
        Assert.False(ClientLinkLayer6.TryFind(Messages.Chain(Twice), out _, out _));
        Assert.False(ClientLinkLayer6.TryRead([0, 1], out _, out var none) || !none.IsEmpty);
    }

    [Fact]
    public void Relays_decoded_and_written_and_decoded_again_are_the_same()
    {
        var hop = Gen.Select(Gen.Byte, Gen.Byte.Array[32], Gen.Byte.Array[0, 20]);
        hop.Array[1, 32].Sample(
            hops =>
            {
                byte[] query = Messages.Solicit;
                foreach (var (count, addresses, id) in hops)
                {
                    query = [12, count, .. addresses, .. Messages.Option(18, id), .. Messages.Option(9, query)];
                }

                var first = Messages.Chain(query);
                var writer = new OptionWriter6(new byte[query.Length]);
                var relays = RelayReply6.Begin(ref writer, first);
                writer.Bytes(first.Message.Bytes);
                relays.End(ref writer);
                byte[] reply = Messages.Written(writer);

                var second = Messages.Chain(reply);
                Assert.Equal(hops.Length, second.Count);
                for (int i = 0; i < second.Count; i++)
                {
                    Assert.Equal(MessageType6.RelayRepl, second[i].Type);
                    Assert.Equal(
                        (first[i].HopCount, first[i].LinkAddress, first[i].PeerAddress, first[i].InterfaceId),
                        (second[i].HopCount, second[i].LinkAddress, second[i].PeerAddress, second[i].InterfaceId));
                }

                Assert.Equal(Messages.Solicit, second.Message.Bytes.ToArray());
            },
            iter: 1000);
    }

    private static DecodeError Decode(byte[] message) => new RelayChain6().Decode(message, 0, message.Length);

    [Fact]
    public void Another_message_may_take_the_clients_place_and_stays_when_the_bytes_are_kept()
    {
        byte[] buffer = [.. Twice];
        var chain = new RelayChain6();
        Assert.Equal(DecodeError.None, chain.Decode(buffer, 0, buffer.Length));
        Assert.Equal(DecodeError.Truncated, chain.SetMessage([11, 0]));
        Assert.Equal(4, chain.Message.Bytes.Length);
        Assert.Equal(DecodeError.None, chain.SetMessage([1, 0, 0, 7, 0, 1, 0, 2, 8, 9]));

        // Of itself, and longer than what it was.
        Assert.Equal(DecodeError.None, chain.SetMessage([.. chain.Message.Bytes, 0, 2, 0, 1, 5]));
        Assert.Equal(DecodeError.None, chain.SetMessage(chain.Message.Bytes));
        byte[] kept = chain.Keep();
        Array.Clear(buffer);
        Assert.Equal(Twice, kept);
        Assert.Equal(2, chain.Count);
        Assert.Equal((MessageType6.Solicit, 7u), (chain.Message.Type, chain.Message.TransactionId));
        Assert.True(chain.Message.TryOption(1, out var id) && id.SequenceEqual((byte[])[8, 9]));
        Assert.True(chain.Message.TryOption(2, out var server) && server.SequenceEqual((byte[])[5]));
        Assert.Equal((MessageType6.InformationRequest, 9u), (chain.MessageAsItCame.Type, chain.MessageAsItCame.TransactionId));
        Assert.Equal(DecodeError.None, chain.Decode(kept, 0, kept.Length));
        Assert.Equal(MessageType6.InformationRequest, chain.Message.Type);
    }
}
