using static Nestor.Engine.Tests.Classification.OptionFormTests;

namespace Nestor.Engine.Tests.Classification;

/// <summary>What expressions read of a DHCPv6 query; values as Kea 2.2.0 has them for the same packet.</summary>
public sealed class Query6Tests
{
    private static readonly byte[] Db8 = [0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly Asked Query = Asked.Of6(
        Relayed(
            Relayed(Message(), 0, [.. Db8, 1], [.. Option6(18, "near client"u8), .. Option6(18, "second"u8)]),
            1,
            [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9],
            [.. Option6(18, "near server"u8), .. Option6(37, [0, 0, 0, 1, .. "rid"u8])]));

    private static byte[] Message() =>
    [
        1, 1, 2, 3, .. Option6(1, [0, 3, 0, 1, 2, 0, 0, 0, 0, 1]),
        .. Option6(3, [0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, .. Option6(13, [0, 0, .. "ok"u8]), .. IaAddress(2), .. IaAddress(1)]),
        .. Option6(17, [0, 0, 0x11, 0x8B, .. Option6(1, [0, 1, 0, 2])]),
        .. Option6(17, [0, 0, 0, 9, .. Option6(1, "xyz"u8), .. Option6(2, "b"u8)]),
        .. Option6(16, [0, 0, 0x11, 0x8B, 0, 5, .. "hello"u8, 0, 2, .. "ab"u8]),
        .. Option6(16, [0, 0, 0, 9, 0, 1, .. "q"u8]),
        .. Option6(94, Option6(90, [.. Db8, 1])),
        .. Option6(7, [1]), .. Option6(7, [2]), .. Option6(6, [0, 1]), .. Option6(6, [0, 2]),
        .. Option6(59, "a\0"u8), .. Option6(14, []),
    ];

    private static byte[] IaAddress(byte last) => Option6(5, [.. Db8, last, 0, 0, 0, 3, 0, 0, 0, 4]);

    private static byte[] Relayed(byte[] message, byte hops, byte[] peer, byte[] options) =>
        [12, hops, 0x20, 1, 0x0D, 0xB8, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. peer, .. options, .. Option6(9, message)];

    [Theory]
    [InlineData("relay6[0].option[18].hex", "near server")]
    [InlineData("relay6[-1].option[18].hex", "near client")]
    [InlineData("relay6[1].option[18].hex", "near client")]
    [InlineData("relay6[-2].option[18].hex", "near server")]
    [InlineData("relay6[2].option[18].hex", "")]
    [InlineData("relay6[-3].option[18].hex", "")]
    [InlineData("relay6[0].option[interface-id].hex", "near server")]
    [InlineData("relay6[0].option[37].text", "type=00037, len=00007: 1 (uint32) 726964 (binary)")]
    [InlineData("relay6[0].option[9].hex", "")]
    public void A_relays_options_are_counted_from_the_server_or_from_the_client(string expression, string value) =>
        Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("relay6[0].option[18].exists", true)]
    [InlineData("relay6[5].option[18].exists", false)]
    [InlineData("relay6[-32].option[18].exists", false)]
    [InlineData("relay6[0].option[37].option[1].exists", false)]
    public void A_relays_option_exists(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Fact]
    public void A_chain_goes_into_a_relays_option()
    {
        var asked = Asked.Of6(Relayed(Message(), 0, [.. Db8, 1], Option6(94, Option6(90, [.. Db8, 2]))));
        Assert.Equal([.. Db8, 2], asked.Bytes("relay6[0].option[94].option[90].hex"));
        Assert.True(asked.Test("relay6[-1].option[s46-cont-mape].option[90].exists"));
        Assert.Equal("", asked.Text("relay6[0].option[94].option[90].option[1].text"));
    }

    [Fact]
    public void A_relay_has_a_peer_and_a_link_address()
    {
        Assert.True(Query.Test("relay6[0].peeraddr == fe80::9 and relay6[1].peeraddr == 2001:db8::1"));
        Assert.True(Query.Test("relay6[-1].linkaddr == 2001:db8:9::1"));
        Assert.Equal("", Query.Text("relay6[5].peeraddr + relay6[-5].linkaddr"));
    }

    [Theory]
    [InlineData("option[18].hex", "")]
    [InlineData("option[1].hex", "\0\x03\0\x01\x02\0\0\0\0\x01")]
    [InlineData("option[clientid].hex", "\0\x03\0\x01\x02\0\0\0\0\x01")]
    [InlineData("option[7].hex", "\x01")]
    [InlineData("option[6].hex", "\0\x01")]
    [InlineData("option[59].text", "a")]
    [InlineData("option[16].hex", "\0\0\x11\x8B\0\x05hello\0\x02\x61\x62")]
    public void Of_several_options_the_first_counts(string expression, string value) =>
        Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("option[3].option[5].hex", "\x20\x01\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\x03\0\0\0\x04")]
    [InlineData("option[3].option[5].text", "type=00005(IAADDR), len=00024: address=2001:db8::2, preferred-lft=3, valid-lft=4")]
    [InlineData("option[3].option[13].text", "type=00013, len=00004: Success(0) \"ok\"")]
    [InlineData("option[17].option[1].hex", "\0\x01\0\x02")]
    [InlineData("option[94].option[90].hex", "\x20\x01\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x01")]
    public void A_chain_goes_into_sub_options(string expression, string value) =>
        Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("option[3].option[5].exists", true)]
    [InlineData("option[4].option[5].exists", false)]
    [InlineData("option[17].option[2].exists", false)]
    [InlineData("option[14].exists", true)]
    [InlineData("vendor[9].exists", false)]
    [InlineData("vendor[4491].exists", true)]
    [InlineData("vendor[*].exists", true)]
    [InlineData("vendor[4491].option[1].exists", true)]
    [InlineData("vendor-class[9].exists", false)]
    [InlineData("vendor-class[4491].exists", true)]
    public void Options_and_vendors_exist(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Theory]
    [InlineData("vendor[*].option[1].hex", "\0\x01\0\x02")]
    [InlineData("vendor[9].option[1].hex", "")]
    [InlineData("vendor[4491].option[1].text", "type=00001, len=00004: 1(uint16) 2(uint16)")]
    [InlineData("vendor[9].option[2].text", "")]
    [InlineData("vendor.enterprise", "\0\0\x11\x8B")]
    [InlineData("vendor-class.enterprise", "\0\0\x11\x8B")]
    [InlineData("vendor-class[*].data", "hello")]
    [InlineData("vendor-class[4491].data[1]", "ab")]
    [InlineData("vendor-class[9].data", "")]
    [InlineData("vendor-class[4491].data[7]", "")]
    public void Vendors_have_values(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("pkt6.msgtype", "\0\0\0\x01")]
    [InlineData("pkt6.transid", "\0\x01\x02\x03")]
    [InlineData("pkt.len", "\0\0\x01Z")]
    [InlineData("pkt.iface", "eth0")]
    [InlineData("pkt.src", "\xFE\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\x02")]
    [InlineData("pkt.dst", "\xFF\x02\0\0\0\0\0\0\0\0\0\0\0\x01\0\x02")]
    public void Fields_of_the_packet_are_read(string expression, string value) => Assert.Equal(value, Query.Text(expression));
}
