namespace Nestor.Engine.Tests.Classification;

/// <summary>What expressions read of a DHCPv4 query; values as Kea 2.2.0 has them for the same packet.</summary>
public sealed class Query4Tests
{
    private static readonly Asked Query = Asked.Of4(
    [
        12, 6, .. "ho\0st\0"u8,
        60, 5, .. "vend\0"u8,
        82, 9, 1, 3, .. "abc"u8, 2, 2, .. "xy"u8,
        125, 10, 0, 0, 0x11, 0x8B, 5, 1, 3, .. "ab\0"u8,
        124, 12, 0, 0, 0x11, 0x8B, 7, 3, .. "abc"u8, 2, .. "xy"u8,
        230, 3, 1, 2, 3,
        61, 3, 1, 2, 3,
        52, 0,
    ]);

    /// <summary>Two enterprises in each vendor option, and options that came in parts.</summary>
    private static readonly Asked Two = Asked.Of4(
    [
        12, 1, .. "a"u8,
        125, 14, 0, 0, 0x11, 0x8B, 3, 1, 1, .. "x"u8, 0, 0, 0, 7, 1, 0,
        124, 13, 0, 0, 0x11, 0x8B, 2, .. "ab"u8, 0, 0, 0, 7, 1, .. "c"u8,
        82, 7, 1, 1, .. "a"u8, 5, 2, 1, 2,
        12, 5, .. "bc\0d\0"u8,
        82, 3, 1, 1, .. "b"u8,
        43, 3, 1, 1, .. "q"u8,
    ]);

    [Theory]
    [InlineData("option[12].hex", "ho\0st")]
    [InlineData("option[host-name].hex", "ho\0st")]
    [InlineData("option[60].hex", "vend")]
    [InlineData("option[99].hex", "")]
    [InlineData("option[0].hex", "")]
    [InlineData("option[255].hex", "")]
    [InlineData("option[61].hex", "\x01\x02\x03")]
    [InlineData("option[230].hex", "\x01\x02\x03")]
    [InlineData("option[124].hex", "\0\0\x11\x8B\x07\x03\x61\x62\x63\x02xy")]
    [InlineData("option[125].hex", "\0\0\x11\x8B\x05\x01\x03\x61\x62\0")]
    [InlineData("option[ dhcp-client-identifier ].hex", "\x01\x02\x03")]
    public void Hex_is_the_body_and_nothing_when_the_option_is_absent(string expression, string value) =>
        Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("option[12].text", "ho\0st")]
    [InlineData("option[99].text", "")]
    [InlineData("option[61].text", "type=061, len=003: 01:02:03")]
    [InlineData("option[53].text", "type=053, len=001: 1 (uint8)")]
    [InlineData("option[230].text", "type=230, len=003: 01:02:03")]
    public void Text_is_what_Kea_prints(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("option[12].exists", true)]
    [InlineData("option[host-name].exists", true)]
    [InlineData("option[52].exists", true)]
    [InlineData("option[99].exists", false)]
    [InlineData("option[0].exists", false)]
    [InlineData("option[230].exists", true)]
    public void Exists_is_true_for_an_option_without_a_body_too(string expression, bool value) =>
        Assert.Equal(value, Query.Test(expression));

    [Fact]
    public void An_option_in_parts_is_one__RFC3396()
    {
        Assert.Equal("abc\0d", Two.Text("option[12].hex"));
        Assert.Equal("ab", Two.Text("option[82].option[1].hex"));
        Assert.Equal("type=001, len=002: 61:62", Two.Text("relay4[1].text"));
    }

    [Theory]
    [InlineData("option[82].option[1].hex", "abc")]
    [InlineData("option[dhcp-agent-options].option[1].hex", "abc")]
    [InlineData("option[82].option[9].hex", "")]
    [InlineData("option[82].option[9].text", "")]
    [InlineData("option[12].option[1].hex", "")]
    [InlineData("option[99].option[1].hex", "")]
    [InlineData("option[82].option[1].option[2].hex", "")]
    [InlineData("option[125].option[1].hex", "ab\0")]
    [InlineData("option[82].option[2].text", "type=002, len=002: 78:79")]
    public void A_chain_goes_into_sub_options(string expression, string value) =>
        Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("option[82].option[1].exists", true)]
    [InlineData("option[82].option[9].exists", false)]
    [InlineData("option[125].option[1].exists", true)]
    [InlineData("option[12].option[1].exists", false)]
    public void A_chain_may_end_in_exists(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Fact]
    public void A_chain_goes_as_deep_as_options_are_defined()
    {
        const string Defs = """
            {"name": "one", "code": 1, "space": "foo", "type": "uint16", "encapsulate": "bar"},
            {"name": "two", "code": 2, "space": "bar", "type": "record", "record-types": "uint8, fqdn", "encapsulate": "baz"},
            {"name": "three", "code": 3, "space": "baz", "type": "empty", "encapsulate": "last"},
            {"name": "four", "code": 4, "space": "last", "type": "string"},
            {"name": "top", "code": 170, "type": "uint8", "encapsulate": "foo"}
            """;
        byte[] three = [3, 4, 4, 2, .. "ok"u8];
        byte[] two = [2, (byte)(4 + three.Length), 9, 1, (byte)'a', 0, .. three];
        byte[] one = [1, (byte)(2 + two.Length), 0, 7, .. two];
        var asked = Asked.Of4([170, (byte)(1 + one.Length), 5, .. one], Defs);
        Assert.Equal("ok", asked.Text("option[170].option[1].option[2].option[3].option[4].hex"));
        Assert.Equal("ok", asked.Text("option[top].option[1].option[2].option[3].option[4].text"));
        Assert.True(asked.Test("option[170].option[1].option[2].option[3].exists"));
        Assert.False(asked.Test("option[170].option[1].option[2].option[4].exists"));
        Assert.False(asked.Test("option[170].option[1].option[2].option[3].option[4].option[5].exists"));
    }

    [Fact]
    public void Sub_options_of_option_43_are_only_bytes_until_its_definition_is_known()
    {
        Assert.Equal("\x01\x01q", Two.Text("option[43].hex"));
        Assert.False(Two.Test("option[43].option[1].exists"));

        Two.Turn(isLate: true);
        Assert.Equal("q", Two.Text("option[43].option[1].hex"));
        Two.Turn(isLate: false);
    }

    [Theory]
    [InlineData("relay4[1].hex", "abc")]
    [InlineData("relay4[2].hex", "xy")]
    [InlineData("relay4[9].hex", "")]
    [InlineData("relay4[9].text", "")]
    [InlineData("relay4[1].text", "type=001, len=003: 61:62:63")]
    public void Relay4_reads_the_relays_option(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Fact]
    public void Relay4_exists_and_chains()
    {
        Assert.True(Query.Test("relay4[1].exists"));
        Assert.False(Query.Test("relay4[9].exists"));
        Assert.False(Query.Test("relay4[1].option[1].exists"));
        Assert.Equal("", Query.Text("relay4[1].option[1].option[2].hex"));
        Assert.False(Asked.Of4([]).Test("relay4[1].exists"));

        const string Defs = """{"name": "inner", "code": 7, "space": "boxed", "type": "string"},"""
            + """{"name": "box", "code": 200, "space": "dhcp-agent-options-space", "type": "empty", "encapsulate": "boxed"}""";
        Assert.Equal("ok", Asked.Of4([82, 6, 200, 4, 7, 2, .. "ok"u8], Defs).Text("relay4[200].option[7].hex"));
    }

    [Fact]
    public void A_relays_sub_option_is_printed_by_its_definition() =>
        Assert.Equal("type=005, len=004: 1.2.3.4 (ipv4-address)", Asked.Of4([82, 6, 5, 4, 1, 2, 3, 4]).Text("relay4[5].text"));

    [Theory]
    [InlineData("vendor[*].exists", true)]
    [InlineData("vendor[0].exists", true)]
    [InlineData("vendor[4491].exists", true)]
    [InlineData("vendor[9].exists", false)]
    [InlineData("vendor[4491].option[1].exists", true)]
    [InlineData("vendor[*].option[1].exists", true)]
    [InlineData("vendor[*].option[2].exists", false)]
    [InlineData("vendor[9].option[1].exists", false)]
    [InlineData("vendor-class[*].exists", true)]
    [InlineData("vendor-class[0].exists", true)]
    [InlineData("vendor-class[4491].exists", true)]
    [InlineData("vendor-class[9].exists", false)]
    public void Vendors_exist(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Theory]
    [InlineData("vendor.enterprise", "\0\0\x11\x8B")]
    [InlineData("vendor[*].option[1].hex", "ab\0")]
    [InlineData("vendor[0].option[1].hex", "ab\0")]
    [InlineData("vendor[4491].option[1].hex", "ab\0")]
    [InlineData("vendor[9].option[1].hex", "")]
    [InlineData("vendor[4491].option[1].text", "type=001, len=003: 97(uint8) 98(uint8) 0(uint8)")]
    [InlineData("vendor[4491].option[1].option[2].hex", "")]
    [InlineData("vendor-class.enterprise", "\0\0\x11\x8B")]
    [InlineData("vendor-class[4491].data", "\x03\x61\x62\x63\x02xy")]
    [InlineData("vendor-class[4491].data[0]", "\x03\x61\x62\x63\x02xy")]
    [InlineData("vendor-class[4491].data[1]", "")]
    [InlineData("vendor-class[9].data", "")]
    [InlineData("vendor-class[*].data", "\x03\x61\x62\x63\x02xy")]
    public void Vendors_have_values(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("vendor.enterprise == 4491", true)]
    [InlineData("vendor[7].exists", false)]
    [InlineData("vendor[*].option[1].hex == 'x'", true)]
    [InlineData("vendor-class[7].exists", false)]
    [InlineData("vendor-class[4491].data[1] == 'c'", true)]
    public void Of_several_enterprises_the_first_counts(string expression, bool value) =>
        Assert.Equal(value, Two.Test(expression));

    [Fact]
    public void Without_vendor_options_there_is_nothing()
    {
        var asked = Asked.Of4([]);
        Assert.Equal("", asked.Text("vendor.enterprise + vendor-class.enterprise + vendor[*].option[1].hex + vendor-class[*].data"));
        Assert.False(asked.Test("vendor[*].exists or vendor-class[*].exists or vendor[0].option[1].exists"));
    }

    [Theory]
    [InlineData("pkt.iface", "eth0")]
    [InlineData("pkt.src", "\x0A\x09\0\x02")]
    [InlineData("pkt.dst", "\x0A\x09\0\x01")]
    [InlineData("pkt4.mac", "\x02\0\0\0\0\x01")]
    [InlineData("pkt4.hlen", "\0\0\0\x06")]
    [InlineData("pkt4.htype", "\0\0\0\x01")]
    [InlineData("pkt4.ciaddr", "\0\0\0\0")]
    [InlineData("pkt4.giaddr", "\x0A\x09\0\x02")]
    [InlineData("pkt4.yiaddr", "\0\0\0\0")]
    [InlineData("pkt4.siaddr", "\0\0\0\0")]
    [InlineData("pkt4.msgtype", "\0\0\0\x01")]
    [InlineData("pkt4.transid", "\x12\x34\x56\x78")]
    public void Fields_of_the_packet_are_read(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Fact]
    public void The_length_of_a_packet_is_that_of_its_header_and_options_as_Kea_would_write_them()
    {
        // Without the cookie, the end and the zeros behind texts; an option in parts has one header.
        Assert.Equal([0, 0, 0, 239], Asked.Of4([]).Bytes("pkt.len"));
        Assert.Equal([0, 0, 0, 243], Asked.Of4([12, 4, .. "ab\0\0"u8]).Bytes("pkt.len"));
        Assert.Equal([0, 0, 0, 243], Asked.Of4([12, 1, .. "a"u8, 12, 1, .. "b"u8]).Bytes("pkt.len"));
        Assert.Equal([0, 0, 0, 245], Asked.Of4([82, 6, 1, 1, .. "a"u8, 1, 1, .. "b"u8]).Bytes("pkt.len"));
        Assert.Equal([0, 0, 1, 0x2B], Asked.Of4(
        [
            12, 6, .. "ho\0st\0"u8, 60, 5, .. "vend\0"u8, 82, 9, 1, 3, .. "abc"u8, 2, 2, .. "xy"u8,
            125, 10, 0, 0, 0x11, 0x8B, 5, 1, 3, .. "ab\0"u8, 124, 12, 0, 0, 0x11, 0x8B, 7, 3, .. "abc"u8, 2, .. "xy"u8,
            230, 3, 1, 2, 3, 61, 3, 1, 2, 3,
        ]).Bytes("pkt.len"));
    }
}
