using Nestor.Wire.Values;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

public sealed class PacketTests
{
    private static readonly QueryParts Parts = new(
        0x11223344, 0x000C_0102_0304, Ip4.Parse("10.0.0.2").Value, new Grant(Ip4.Parse("10.1.0.7").Value), [10, 0, 0, 1], 9);

    private const string Head =
        "01 01 06 01" + // BOOTREQUEST, Ethernet, six octets, one hop: it came through a relay agent
        "11223344" + // xid
        "0009 0000"; // secs, flags

    private const string Tail =
        "00000000 00000000 0a000002" + // yiaddr, siaddr, giaddr
        "000c01020304 00000000000000000000"; // chaddr

    private static readonly string Zeros = new('0', 2 * 192); // sname, file

    private const string Prl = "37 07 01 1c 02 03 0f 06 0c";
    private const string ClientId = "3d 07 01 000c01020304";

    [Fact]
    public void A_discover_is_that_of_a_relayed_client()
    {
        AssertBytes(
            Head + "00000000" + Tail + Zeros + "63825363" + "35 01 01" + Prl + ClientId + "ff",
            BuiltInTemplates4.Discover([]));
    }

    [Fact]
    public void A_request_takes_the_offer__RFC2131_4_3_2()
    {
        AssertBytes(
            Head + "00000000" + Tail + Zeros + "63825363" + "35 01 03" + "32 04 0a010007" + "36 04 0a000001" + Prl + ClientId + "ff",
            BuiltInTemplates4.Request([]));
    }

    [Fact]
    public void A_renewal_has_ciaddr_and_neither_requested_address_nor_server_id__RFC2131_4_3_2()
    {
        AssertBytes(
            Head + "0a010007" + Tail + Zeros + "63825363" + "35 01 03" + ClientId + "ff",
            BuiltInTemplates4.Renew([]));
    }

    [Fact]
    public void A_release_has_ciaddr_and_server_id__RFC2131_4_4_6()
    {
        AssertBytes(
            Head + "0a010007" + Tail + Zeros + "63825363" + "35 01 07" + "36 04 0a000001" + ClientId + "ff",
            BuiltInTemplates4.Release([]));
    }

    [Fact]
    public void Options_of_the_command_line_take_their_place_in_ascending_order()
    {
        AssertBytes(
            Head + "00000000" + Tail + Zeros + "63825363" + "35 01 01" + Prl + "3c 03 646f63" + ClientId + "4d 00" + "ff",
            BuiltInTemplates4.Discover([new(77, []), new(60, "doc"u8.ToArray())]));
    }

    [Fact]
    public void The_second_template_gets_address_and_server_as_options_at_their_offsets()
    {
        var settings = new Settings
        {
            Templates = { "a", "b" },
            XidOffsets = { 4, 0 },
            RandomOffsets = { 33, 9 },
            AddressOffset = 12,
            ServerIdOffset = 18,
            SecsOffset = 10,
        };

        var template = TemplateFile.Parse(new string('e', 52), settings, 1, out string? problem);

        Assert.Null(problem);
        AssertBytes("11223344 000c01020304 0009 32040a010007 36040a000001 eeee", template!);
    }

    [Fact]
    public void A_template_without_offsets_is_filled_where_its_options_are()
    {
        string request = Head + "00000000" + Tail + Zeros + "63825363" + "35 01 03 32 04 00000000 36 04 00000000 ff";
        var settings = new Settings { Templates = { "a", "b" } };

        var template = TemplateFile.Parse(request, settings, 1, out _);

        AssertBytes(
            request.Replace(
                "32 04 00000000 36 04 00000000", "32 04 0a010007 36 04 0a000001", StringComparison.Ordinal),
            template!);
    }

    [Theory]
    [InlineData("0102 03", 40, "-X points outside")]
    [InlineData("zz", 4, "octets in hexadecimal")]
    [InlineData("012", 4, "octets in hexadecimal")]
    [InlineData("", 4, "octets in hexadecimal")]
    public void A_template_that_cannot_be_filled_is_refused(string text, int xidOffset, string message)
    {
        var settings = new Settings { Templates = { "file" }, XidOffsets = { xidOffset } };

        Assert.Null(TemplateFile.Parse(text, settings, 0, out string? problem));
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_is_read()
    {
        byte[] offer = Bytes(
            "02010601 11223344 00000000 00000000 0a010007" + new string('0', 2 * 216) + "63825363"
            + "00 33 04 00000fa0 35 01 02 36 04 0a000001 ff"); // a pad first, the type not first

        Assert.True(Reply4.TryRead(offer, out var reply));
        Assert.Equal((0x11223344u, ReplyKind.Offer), (reply.Xid, reply.Kind));
        Assert.Equal(new Grant(Ip4.Parse("10.1.0.7").Value), reply.Grant);
        Assert.Equal([10, 0, 0, 1], reply.Server.ToArray());
    }

    [Fact]
    public void No_cut_of_a_reply_is_read_beyond_its_end()
    {
        byte[] offer = Bytes(
            "02010601 11223344 00000000 00000000 0a010007" + new string('0', 2 * 216) + "63825363 36 04 0a000001 35 01 02 ff");
        for (int length = 0; length < offer.Length - 1; length++)
        {
            Assert.False(Reply4.TryRead(offer.AsSpan(0, length), out _));
        }
    }

    private static void AssertBytes(string expected, PacketTemplate template)
    {
        byte[] query = new byte[PacketTemplate.MaxLength];
        int length = template.Write(query, Parts);
        Assert.Equal(Convert.ToHexStringLower(Bytes(expected)), Convert.ToHexStringLower(query, 0, length));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
