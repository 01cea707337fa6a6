using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp4;

public sealed class SubOptionTests
{
    [Fact]
    public void Relay_agent_information_is_read_in_place__RFC3046()
    {
        byte[] body =
        [
            1, 3, 10, 11, 12, // circuit-id
            2, 2, 20, 21, // remote-id
            5, 4, 192, 0, 2, 0, // link-selection
            6, 1, 97, // subscriber-id
            11, 4, 192, 0, 2, 1, // server-id-override
            12, 1, 9, // relay-id
            19, 0, // relay-port
        ];
        var agent = new RelayAgentInfo4(body);
        Assert.True(agent.IsWhole);
        Assert.True(agent.TryCircuitId(out var circuit));
        Assert.Equal([10, 11, 12], circuit.ToArray());
        Assert.True(agent.TryRemoteId(out var remote));
        Assert.Equal([20, 21], remote.ToArray());
        Assert.True(agent.TrySubscriberId(out var subscriber));
        Assert.Equal([97], subscriber.ToArray());
        Assert.True(agent.TryRelayId(out var relay));
        Assert.Equal([9], relay.ToArray());
        Assert.True(agent.TryLinkSelection(out var link));
        Assert.Equal(Ip4.Parse("192.0.2.0"), link);
        Assert.True(agent.TryServerIdOverride(out var identifier));
        Assert.Equal(Ip4.Parse("192.0.2.1"), identifier);
        Assert.True(agent.HasRelayPort);
    }

    [Fact]
    public void Relay_agent_information_without_a_whole_sub_option_has_none()
    {
        var agent = new RelayAgentInfo4([5, 3, 192, 0, 2, 1, 9, 1]);
        Assert.False(agent.IsWhole);
        Assert.False(agent.TryLinkSelection(out _)); // three bytes
        Assert.False(agent.TryCircuitId(out _)); // overruns
        Assert.False(agent.HasRelayPort);
        Assert.True(new RelayAgentInfo4([]).IsWhole);
    }

    [Fact]
    public void Enterprise_blocks_are_written_and_read__RFC3925_4()
    {
        byte[] body = new byte[16];
        int at = 0;
        Assert.True(EnterpriseOptions4.TryWrite(body, ref at, 4491, [2, 1, 7]));
        Assert.True(EnterpriseOptions4.TryWrite(body, ref at, 9999, []));
        byte[] wanted =
        [
            0, 0, 0x11, 0x8B, 3, 2, 1, 7, // CableLabs, three bytes
            0, 0, 0x27, 0x0F, 0, // another, no data
        ];
        Assert.Equal(wanted, body[..at]);
        Assert.False(EnterpriseOptions4.TryWrite(body, ref at, 1, []));
        Assert.Equal(wanted.Length, at);
        Assert.Equal(DecodeError.None, EnterpriseOptions4.Check(wanted));
        Assert.Equal(DecodeError.Truncated, EnterpriseOptions4.Check(wanted.AsSpan(0, 12)));
        Assert.True(EnterpriseOptions4.TryFind(wanted, 9999, out var data));
        Assert.True(data.IsEmpty);
        Assert.True(EnterpriseOptions4.TryFind(wanted, 4491, out data));
        Assert.Equal([2, 1, 7], data.ToArray());
        Assert.False(EnterpriseOptions4.TryFind(wanted, 1, out _));
        at = 0;
        Assert.False(EnterpriseOptions4.TryWrite(new byte[400], ref at, 1, new byte[256]));
    }

    [Fact]
    public void Vendor_sub_options_know_padding_and_end__RFC2132_8_4()
    {
        ReadOnlySpan<byte> area = [0, 0, 6, 1, 8, 0, 255, 7, 1, 9];
        Assert.True(VendorSubOptions4.TryNext(ref area, out byte code, out var body));
        Assert.Equal(6, code);
        Assert.Equal([8], body.ToArray());
        Assert.False(VendorSubOptions4.TryNext(ref area, out _, out _));
        Assert.True(area.IsEmpty);

        // Codes that an operator defined are codes.
        area = [0, 1, 5, 255, 1, 9];
        Assert.True(VendorSubOptions4.TryNext(ref area, hasPad: false, hasEnd: false, out code, out body));
        Assert.Equal(0, code);
        Assert.True(VendorSubOptions4.TryNext(ref area, hasPad: false, hasEnd: false, out code, out body));
        Assert.Equal(255, code);
        Assert.Equal([9], body.ToArray());
    }

    [Fact]
    public void Long_sub_option_is_written_in_parts_and_joined__RFC3396()
    {
        byte[] long300 = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];
        var to = new List<byte>();
        SubOptions.Append(to, 1, long300);
        SubOptions.Append(to, 2, []);
        Assert.Equal([1, 255], to[..2]);
        Assert.Equal([1, 45], to[257..259]);
        Assert.Equal([2, 0], to[304..]);
        byte[] room = new byte[300];
        Assert.True(SubOptions.TryJoin(to.ToArray(), 1, room, out int length));
        Assert.Equal(long300, room[..length]);
        Assert.True(SubOptions.TryJoin(to.ToArray(), 2, room, out length));
        Assert.Equal(0, length);
        Assert.False(SubOptions.TryJoin(to.ToArray(), 3, room, out _));
        Assert.False(SubOptions.TryJoin(to.ToArray(), 1, new byte[299], out _));
    }

    [Fact]
    public void Client_identifier_with_a_DUID_is_taken_apart__RFC4361_6_1()
    {
        byte[] id = [255, 0, 0, 0, 7, 0, 3, 0, 1, 2, 0, 0, 0, 0, 1];
        Assert.True(ClientId4.TryDuid(id, out uint iaid, out var duid));
        Assert.Equal(7u, iaid);
        Assert.Equal([0, 3, 0, 1, 2, 0, 0, 0, 0, 1], duid.ToArray());
        Assert.False(ClientId4.TryHardware(id, out _, out _));
        Assert.False(ClientId4.TryDuid(id.AsSpan(0, 7), out _, out _));
        Assert.True(ClientId4.TryHardware([1, 2, 0, 0, 0, 0, 1], out byte type, out var address));
        Assert.Equal(1, type);
        Assert.Equal([2, 0, 0, 0, 0, 1], address.ToArray());
        Assert.False(ClientId4.TryHardware([0, 97], out _, out _));
        Assert.False(ClientId4.TryHardware([1], out _, out _));
    }

    [Fact]
    public void User_classes_are_items_or_else_text__RFC3004_4()
    {
        ReadOnlySpan<byte> area = [2, 97, 98, 1, 99];
        Assert.True(UserClass4.IsItems(area));
        Assert.True(UserClass4.TryNext(ref area, out var item));
        Assert.Equal("ab"u8.ToArray(), item.ToArray());
        Assert.True(UserClass4.TryNext(ref area, out item));
        Assert.Equal("c"u8.ToArray(), item.ToArray());
        Assert.False(UserClass4.TryNext(ref area, out _));
        Assert.False(UserClass4.IsItems("iPXE"u8));
        Assert.False(UserClass4.IsItems([]));
        Assert.False(UserClass4.IsItems([0]));
    }

    [Fact]
    public void Route_keeps_only_the_bytes_of_its_prefix__RFC3442()
    {
        ReadOnlySpan<byte> area = [25, 10, 229, 0, 128, 10, 229, 0, 1, 0, 192, 0, 2, 1];
        Assert.True(ClasslessRoutes4.TryNext(ref area, out var network, out byte bits, out var router));
        Assert.Equal((Ip4.Parse("10.229.0.128"), 25, Ip4.Parse("10.229.0.1")), (network, bits, router));
        Assert.True(ClasslessRoutes4.TryNext(ref area, out network, out bits, out router));
        Assert.Equal((default, 0, Ip4.Parse("192.0.2.1")), (network, bits, router));
        Assert.False(ClasslessRoutes4.TryNext(ref area, out _, out _, out _));
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception_and_to_an_end() =>
        Gen.Byte.Array[0, 600].Sample(
            bytes =>
            {
                int work = 0;
                ReadOnlySpan<byte> area = bytes;
                while (VendorSubOptions4.TryNext(ref area, out _, out _))
                {
                    work++;
                }

                area = bytes;
                while (EnterpriseOptions4.TryNext(ref area, out _, out _))
                {
                    work++;
                }

                area = bytes;
                while (UserClass4.TryNext(ref area, out _))
                {
                    work++;
                }

                area = bytes;
                while (ClasslessRoutes4.TryNext(ref area, out _, out _, out _))
                {
                    work++;
                }

                area = bytes;
                while (Dnr4.TryNext(ref area, out _, out _, out _, out _))
                {
                    work++;
                }

                var agent = new RelayAgentInfo4(bytes);
                _ = agent.IsWhole && agent.TryLinkSelection(out _) && agent.HasRelayPort;
                _ = ClientId4.TryDuid(bytes, out _, out _) || ClientId4.TryHardware(bytes, out _, out _);
                _ = SubOptions.TryJoin(bytes, 1, new byte[100], out _);
                Assert.InRange(work, 0, 5 * bytes.Length);
            },
            iter: 10_000);
}
