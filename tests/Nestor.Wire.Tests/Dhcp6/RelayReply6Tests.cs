using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

public sealed class RelayReply6Tests
{
    private static readonly byte[] Answer = [7, 0, 0, 9]; // REPLY, transaction id 9

    [Fact]
    public void Answer_mirrors_each_relay_with_its_interface_id__RFC9915_19_3()
    {
        byte[] query = Messages.Relay(1, Messages.Option(18, 7), Messages.Relay(0, [], Messages.Solicit));
        byte[] wanted =
        [
            13, 1, // RELAY-REPL, hop count as in the query
            .. Bytes(Messages.Link), .. Bytes(Messages.Peer), // addresses as in the query
            0, 18, 0, 1, 7, // interface id
            0, 9, 0, 42, // relay message
            13, 0,
            .. Bytes(Messages.Link), .. Bytes(Messages.Peer),
            0, 9, 0, 4, .. Answer,
        ];
        Assert.Equal(wanted, Reply(query));
    }

    [Fact]
    public void Empty_interface_id_comes_back()
    {
        byte[] reply = Reply(Messages.Relay(0, Messages.Option(18), Messages.Solicit));
        Assert.Equal([0, 18, 0, 0, 0, 9, 0, 4, .. Answer], reply[34..]);
    }

    [Fact]
    public void Of_two_interface_ids_the_first_comes_back_also_when_asked_for()
    {
        byte[] options = [.. Messages.Option(43, 0, 18), .. Messages.Option(18, 1), .. Messages.Option(18, 2)];
        byte[] reply = Reply(Messages.Relay(0, options, Messages.Solicit));
        Assert.Equal([0, 18, 0, 1, 1, 0, 9, 0, 4, .. Answer], reply[34..]);
    }

    [Fact]
    public void Identifiers_of_a_relay_do_not_come_back_unless_it_asks()
    {
        byte[] options =
        [
            .. Messages.Option(53, 0, 3, 0, 1, 1), .. Messages.Option(37, 0, 0, 0, 9, 1), .. Messages.Option(38, 1),
            .. Messages.Option(79, 0, 1, 2), .. Messages.Option(66, Messages.Option(65, 1)),
        ];
        Assert.Equal([0, 9, 0, 4, .. Answer], Reply(Messages.Relay(0, options, Messages.Solicit))[34..]);
    }

    [Fact]
    public void Options_a_relay_asks_to_have_echoed_come_back_to_it_alone__RFC4994_2()
    {
        byte[] remote = Messages.Option(37, 0, 0, 0, 9, 1);
        byte[] subscriber = Messages.Option(38, 1);
        byte[] ero = Messages.Option(43, 0, 37, 0, 53, 0, 43, 0, 9); // remote id, relay id (not there), ERO, relay message
        byte[] query = Messages.Relay(1, [.. remote, .. subscriber], Messages.Relay(0, [.. remote, .. ero, .. subscriber], Messages.Solicit));
        byte[] reply = Reply(query);
        Assert.Equal([0, 9, 0, 51], reply[34..38]);
        Assert.Equal([.. remote, 0, 9, 0, 4, .. Answer], reply[(38 + 34)..]);
    }

    [Fact]
    public void Source_port_of_a_relay_comes_back__RFC8357_5_2()
    {
        byte[] port = Messages.Option(135, 0, 0);
        Assert.Equal([.. port, 0, 9, 0, 4, .. Answer], Reply(Messages.Relay(0, port, Messages.Solicit))[34..]);
    }

    [Fact]
    public void Answer_to_a_client_without_relays_has_none_around_it() => Assert.Equal(Answer, Reply(Messages.Solicit));

    [Fact]
    public void Answer_without_room_is_reported_at_any_size()
    {
        byte[] query = Messages.Relay(1, Messages.Option(18, 7), Messages.Relay(0, [], Messages.Solicit));
        int full = Reply(query).Length;
        for (int size = 0; size <= full; size++)
        {
            var writer = Write(query, new byte[size]);
            Assert.Equal(size < full, writer.HasOverflowed);
            Assert.InRange(writer.Length, 0, size);
        }
    }

    private static byte[] Reply(byte[] query) => Messages.Written(Write(query, new byte[4096]));

    private static OptionWriter6 Write(byte[] query, byte[] to)
    {
        var writer = new OptionWriter6(to);
        var relays = RelayReply6.Begin(ref writer, Messages.Chain(query));
        writer.Message(MessageType6.Reply, 9);
        relays.End(ref writer);
        return writer;
    }

    private static byte[] Bytes(Ip6 address)
    {
        byte[] bytes = new byte[16];
        address.Write(bytes);
        return bytes;
    }
}
