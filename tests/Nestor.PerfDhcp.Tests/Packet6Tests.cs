using PerfDhcp.CommandLine;
using PerfDhcp.Limits;
using PerfDhcp.Packets;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

/// <summary>The bytes of DHCPv6 queries and answers.</summary>
public sealed class Packet6Tests
{
    private const string ClientId = "0001 000a 0003 0001 000c01020304"; // DUID-LL of Ethernet
    private const string ServerId = "0002 000a 0003 0001 020000000001";
    private const string EmptyIaNa = "0003 000c 00000001 00000e10 00001518"; // IAID 1, T1 3600, T2 5400
    private const string EmptyIaPd = "0019 000c 00000001 00000e10 00001518";
    private const string OptionRequest = "0006 0004 0017 0018";
    private const string Elapsed = "0008 0002 0064"; // one second, in hundredths

    private const string HeldIaNa =
        "0003 0028 00000001 00000000 00000000" + // no wish for T1 and T2
        "0005 0018 20010db8000100000000000000000007 00000000 00000000"; // nor for the lifetimes

    private const string HeldIaPd =
        "0019 0029 00000001 00000000 00000000" +
        "001a 0019 00000000 00000000 30 30000000000500000000000000000000"; // a /48

    private static readonly QueryParts Parts = new(
        0xAB11_2233, 0x000C_0102_0304, Number("20010db8000000000000000000000002"),
        new Grant(Number("20010db8000100000000000000000007"), Number("30000000000500000000000000000000"), 48),
        Bytes("00030001020000000001"), 100);

    [Theory]
    [InlineData("-e address-only", EmptyIaNa + OptionRequest + Elapsed)]
    [InlineData("-e prefix-only", OptionRequest + Elapsed + EmptyIaPd)]
    [InlineData("-e address-and-prefix", EmptyIaNa + OptionRequest + Elapsed + EmptyIaPd)]
    public void A_solicit_asks_for_each_kind_of_lease__RFC8415_18_2_1(string flags, string options) =>
        AssertBytes("01 112233" + ClientId + options, Templates(flags).Discover);

    [Fact]
    public void Rapid_commit_is_an_empty_option_of_the_solicit_only__RFC8415_21_14()
    {
        var templates = Templates("-i -c");

        AssertBytes("01 112233" + ClientId + EmptyIaNa + OptionRequest + Elapsed + "000e 0000", templates.Discover);
        AssertBytes("03 112233" + ClientId + HeldIaNa + OptionRequest + Elapsed + ServerId, templates.Request);
    }

    [Theory]
    [InlineData("-e address-only", HeldIaNa + OptionRequest + Elapsed)]
    [InlineData("-e prefix-only", OptionRequest + Elapsed + HeldIaPd)]
    [InlineData("-e address-and-prefix", HeldIaNa + OptionRequest + Elapsed + HeldIaPd)]
    public void A_request_and_a_renew_name_the_server_and_what_was_offered__RFC8415_18_2_2(string flags, string options)
    {
        AssertBytes("03 112233" + ClientId + options + ServerId, Templates(flags).Request);
        AssertBytes("05 112233" + ClientId + options + ServerId, Templates(flags).Renew);
    }

    [Fact]
    public void A_release_requests_no_options__RFC8415_18_2_7() =>
        AssertBytes(
            "08 112233" + ClientId + HeldIaNa + Elapsed + HeldIaPd + ServerId,
            Templates("-e address-and-prefix").Release);

    [Fact]
    public void Options_of_the_command_line_take_their_place_in_ascending_order() =>
        AssertBytes(
            "01 112233" + ClientId + EmptyIaNa + OptionRequest + Elapsed + "000f 0003 0001aa" + "fde8 0000",
            Templates("-o 65000, -o 15,0001aa").Discover);

    [Fact]
    public void A_base_DUID_differs_in_its_last_six_octets() =>
        AssertBytes(
            "01 112233" + "0001 000d 01010101010101" + "000c01020304" + EmptyIaNa + OptionRequest + Elapsed,
            Templates("-b duid=01010101010101112233445566").Discover);

    [Fact]
    public void One_relay_agent_names_its_link_and_the_client__RFC8415_19_1_1() =>
        AssertBytes(
            "0c 00 20010db8000000000000000000000002" + // hop count, link-address
            "fe80000000000000 020c01fffe020304" + // peer-address: the client's link-local one
            "0009 0030 01 112233" + ClientId + EmptyIaNa + OptionRequest + Elapsed,
            Templates("-A 1").Discover);

    [Fact]
    public void A_second_relay_agent_is_around_the_first_and_the_lengths_count_the_server_id__RFC8415_19_1_2() =>
        AssertBytes(
            "0c 01 00000000000000000000000000000000" + // the server finds the link in the inner message
            "20010db8000000000000000000000002" + // peer-address: the first agent
            "0012 0001 63" + // interface-id, of --or 2
            "0009 0086" +
            "0c 00 20010db8000000000000000000000002 fe80000000000000 020c01fffe020304" +
            "0012 0002 6162" + // of --or 1
            "0009 005a 05 112233" + ClientId + HeldIaNa + OptionRequest + Elapsed + ServerId,
            Templates("-A 2 --or 1:18,6162 --or 2:18,63").Renew);

    [Fact]
    public void Queries_longer_than_a_frame_are_refused()
    {
        Assert.Null(TemplateSet.Load(Parsed("-o 100," + new string('0', 2 * 1300)), out string? problem));
        Assert.Contains("longer than 1472", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_template_gets_server_IA_and_elapsed_time_as_options_at_their_offsets()
    {
        var settings = Parsed("-T a -T b -X 1 -X 1 -O 9 -O 9 -S 10 -I 24 -E 68");

        var template = TemplateFile.Parse("03" + new string('e', 2 * 75), settings, 1, out string? problem);

        Assert.Null(problem);
        AssertBytes("03 112233 000c01020304" + ServerId + HeldIaNa + Elapsed + "eeee", template!);
    }

    [Fact]
    public void A_template_without_offsets_keeps_its_other_options_and_gets_the_clients_own_at_its_end()
    {
        const string userClass = "000f 0003 0001aa";

        var template = TemplateFile.Parse(
            "03 000000" + ClientId + ServerId + userClass + EmptyIaNa, Parsed("-T a -T b"), 1, out _);

        AssertBytes("03 112233" + ClientId + userClass + HeldIaNa + ServerId, template!);
    }

    [Fact]
    public void Relay_messages_are_put_around_a_template() =>
        AssertBytes(
            "0c 00 20010db8000000000000000000000002 fe80000000000000 020c01fffe020304 0009 0012 01 112233" + ClientId,
            TemplateFile.Parse("01 000000" + ClientId, Parsed("-A 1 -T a"), 0, out _)!);

    [Theory]
    [InlineData("-T a", "01 000000 0006 0000", "say where with -O")]
    [InlineData("-T a -X 12 -O 9", "01 000000 000000000000 0000", "-X points outside")]
    [InlineData("-T a -T b -I 4 -O 9 -O 9", "03 000000 000000000000", "-I points outside")]
    [InlineData("-T a -T b -S 60 -O 9 -O 9", "03 000000 000000000000", "-S points outside")]
    public void A_template_that_cannot_be_filled_is_refused(string flags, string text, string message)
    {
        var settings = Parsed(flags);

        Assert.Null(TemplateFile.Parse(text, settings, settings.Templates.Count - 1, out string? problem));
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("02", ReplyKind.Offer)]
    [InlineData("07", ReplyKind.Final)]
    [InlineData("0a", ReplyKind.Other)] // RECONFIGURE
    public void An_answer_is_read_out_of_its_relay_messages(string type, object kind)
    {
        string message = type + "112233" + ServerId + Answered;
        string outer = "0d 01" + new string('0', 64) + "0009 0096" + "0d 00" + new string('0', 64) + "0012 0001 61 0009 006b";

        foreach (string wrapped in new[] { message, outer + message })
        {
            Assert.True(Reply6.TryRead(Bytes(wrapped), out var reply));
            Assert.Equal((0x112233u, (ReplyKind)kind), (reply.Xid, reply.Kind));
            Assert.Equal(Parts.Grant, reply.Grant);
            Assert.Equal(Parts.Server, reply.Server.ToArray());
        }
    }

    [Theory]
    [InlineData("000d 0002 0001", "a status of the whole message: UnspecFail")]
    [InlineData("0003 0012 00000001 00000000 00000000 000d 0002 0003", "NoBinding in the IA")]
    public void A_reply_with_a_failed_status_is_a_refusal__RFC8415_21_13(string option, string why)
    {
        Assert.True(Reply6.TryRead(Bytes("07112233" + ServerId + option), out var reply), why);
        Assert.Equal(ReplyKind.Refusal, reply.Kind);
    }

    [Fact]
    public void An_address_whose_valid_lifetime_is_zero_is_none__RFC8415_18_2_10_1()
    {
        Assert.True(Reply6.TryRead(Bytes("07112233" + HeldIaNa + HeldIaPd), out var reply));
        Assert.True(reply.Grant.IsNone);
    }

    [Fact]
    public void No_cut_of_a_reply_is_read_beyond_its_end()
    {
        byte[] whole = Bytes("0d 00" + new string('0', 64) + "0009 006b 07112233" + ServerId + Answered);
        Assert.True(Reply6.TryRead(whole, out _));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(Reply6.TryRead(whole.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Relay_messages_inside_of_each_other_are_followed_32_times_at_most()
    {
        byte[] message = [7, 0, 0, 1];
        for (int depth = 1; depth <= 40; depth++)
        {
            byte[] header = new byte[PacketTemplate6.RelayHeaderLength];
            header[0] = 13;
            message = [.. header, .. Message6.Option(new ExtraOption(9, message))];
            Assert.Equal(depth < 32, Reply6.TryRead(message, out _));
        }
    }

    [Fact]
    public void The_null_server_answers_inside_of_the_same_relay_messages()
    {
        byte[] buffer = new byte[2048];
        int length = Templates("-A 2 --or 1:18,6162 -e address-and-prefix").Discover.Write(buffer, Parts);
        byte[] query = buffer[..length];

        length = new NullServer6().Answer(buffer, length);

        Assert.True(Reply6.TryRead(buffer.AsSpan(0, length), out var reply));
        Assert.Equal((0x112233u, ReplyKind.Offer), (reply.Xid, reply.Kind));
        Assert.True(reply.Grant.Has(LeaseKinds.Address | LeaseKinds.Prefix));
        Assert.Equal(13, buffer[0]);
        Assert.Equal(query[1..34], buffer[1..34]); // hop count, link and peer come back as they were
    }

    /// <summary>Lifetimes 4096 and 8192 seconds around the values of <see cref="Parts"/>.</summary>
    private const string Answered =
        "0003 0028 00000001 00000000 00000000 0005 0018 20010db8000100000000000000000007 00001000 00002000" +
        "0019 0029 00000001 00000000 00000000 001a 0019 00001000 00002000 30 30000000000500000000000000000000";

    private static Settings Parsed(string flags)
    {
        var settings = new Settings();
        Assert.Null(CommandLineParser.Parse(["-6", .. flags.Split(' '), "2001:db8::1"], settings));
        return settings;
    }

    private static TemplateSet Templates(string flags)
    {
        var templates = TemplateSet.Load(Parsed(flags), out string? problem);
        Assert.Null(problem);
        return templates!;
    }

    private static void AssertBytes(string expected, PacketTemplate template)
    {
        byte[] query = new byte[PacketTemplate.MaxLength];
        int length = template.Write(query, Parts);
        Assert.Equal(Convert.ToHexStringLower(Bytes(expected)), Convert.ToHexStringLower(query, 0, length));
    }

    private static UInt128 Number(string hex) =>
        UInt128.Parse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
