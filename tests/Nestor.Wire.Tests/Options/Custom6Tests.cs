using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Options;
using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Tests.Options;

/// <summary>DHCPv6 options an operator defines, and what differs from DHCPv4 in those that are standard.</summary>
public sealed class Custom6Tests
{
    private const string Address = "20010db8000000000000000000000001";

    [Theory]
    [InlineData(0, "dhcp6", false)]
    [InlineData(17, "dhcp6", false)]
    [InlineData(94, "dhcp6", false)]
    [InlineData(148, "dhcp6", false)]
    [InlineData(10, "dhcp6", true)]
    [InlineData(43, "dhcp6", false)] // free in DHCPv4 only
    [InlineData(224, "dhcp6", true)]
    [InlineData(255, "dhcp6", true)]
    [InlineData(65535, "dhcp6", true)]
    [InlineData(0, "isc", true)]
    [InlineData(65535, "isc", true)]
    [InlineData(1, "vendor-4491", true)]
    [InlineData(1, "dhcp4", true)] // a space like any other here
    public void Code_may_be_defined(int code, string space, bool isFine) =>
        Assert.Equal(isFine, IsFine(new OptionDef((ushort)code, "own", space, T.UInt8, Universe: Universe.V6)));

    [Theory]
    [InlineData("dns-servers", 2000, false)]
    [InlineData("routers", 2000, true)]
    [InlineData("dns-servers", 23, false)]
    public void Name_of_a_standard_option_may_not_be_used(string name, int code, bool isFine) =>
        Assert.Equal(isFine, IsFine(new OptionDef((ushort)code, name, "dhcp6", T.UInt8, Universe: Universe.V6)));

    [Fact]
    public void Same_code_twice_in_a_space_is_refused()
    {
        var own = new OptionDef(2000, "x", "dhcp6", T.UInt8, Universe: Universe.V6);
        Assert.True(OptionDefs.Standard6.TryAdd(own, out var defs, out _));
        Assert.False(defs.TryAdd(own with { Name = "y" }, out _, out string error));
        Assert.Equal("code 2000 of space dhcp6 is defined twice", error);
        Assert.False(OptionDefs.Standard6.TryAdd(own with { Code = 0 }, out _, out error));
        Assert.Equal("code 0 is reserved, wanted one of 1 to 65535", error);
    }

    [Theory]
    [InlineData("tuple", false, "abc", "0003616263")]
    [InlineData("tuple", true, "abc, de", "000361626300026465")]
    [InlineData("tuple", true, @"a\,b", "0003612c62")]
    [InlineData("ipv6-prefix", true, "2001:db8::/32, ::/0", "2020010db800")]
    [InlineData("psid", true, "3/4, 1/2", "043000024000")]
    [InlineData("ipv6-address", true, "", "")]
    [InlineData("ipv6-address", false, "::FFFF:192.0.2.1", "00000000000000000000ffffc0000201")]
    [InlineData("uint8 tuple fqdn", false, "1, x, a.", "01000178016100")]
    [InlineData("uint16 ipv6-prefix", true, "1, 2001:db8::/33, 2001::/16", "00012120010db800102001")]
    [InlineData("ipv4-address boolean", false, "192.0.2.1, true", "c000020101")]
    [InlineData("uint32 string", false, "4491, some text", "0000118b736f6d652074657874")]
    public void Data_becomes_bytes_and_data_again(string types, bool isArray, string text, string hex)
    {
        var def = Custom(types, isArray);
        Assert.True(OptionText.TryEncode(def, text, isCsv: true, out byte[] body, out string error), error);
        Assert.Equal(hex, Convert.ToHexStringLower(body));
        Assert.Equal(DecodeError.None, OptionCheck.Check(def, body, lenient: false));
        Assert.True(OptionText.TryEncode(def, OptionText.Format(def, body), isCsv: true, out byte[] again, out error), error);
        Assert.Equal(body, again);
    }

    [Theory]
    [InlineData("ipv6-address", "fe80::1%eth0")]
    [InlineData("ipv6-address", "2001:db8::/64")]
    [InlineData("ipv6-prefix", "2001:db8::/129")]
    [InlineData("ipv6-prefix", "2001:db8::")]
    [InlineData("tuple", "")]
    [InlineData("uint8 tuple", "1")]
    public void Data_that_does_not_fit_is_refused(string types, string text) =>
        Assert.False(OptionText.TryEncode(Custom(types, false), text, isCsv: true, out _, out _));

    [Theory]
    [InlineData(15, "0x00036162630001ff", "00036162630001ff")]
    [InlineData(17, "0000118b00010002abcd", "0000118b00010002abcd")] // sub-options stay
    [InlineData(17, "0000118b00010003abcd", null)]
    [InlineData(17, "000011", null)]
    [InlineData(16, "0000118b0001", null)]
    [InlineData(16, "000011", null)]
    [InlineData(16, "0000118b", "0000118b")]
    [InlineData(39, "0103777777", "0103777777")] // a partial name
    [InlineData(39, "0104777777", null)]
    [InlineData(67, "4078", "4078")] // relative to a delegated prefix (RFC 6603)
    [InlineData(67, "8178", null)]
    [InlineData(67, "40", null)]
    [InlineData(3, "00000001000000020000000300070001ff", "00000001000000020000000300070001ff")] // options stay
    [InlineData(3, "0000000100000002000000", null)]
    [InlineData(7, "0102", "01")]
    [InlineData(144, "0001000301610000", null)]
    [InlineData(144, "00010003016100", "00010003016100")]
    public void Raw_bytes_of_a_standard_option_must_fit(int code, string text, string? hex)
    {
        bool isEncoded = OptionText.TryEncode(
            OptionDefs.Standard6.Find("dhcp6", (ushort)code), text, isCsv: false, out byte[] body, out string error);
        Assert.Equal(hex, isEncoded ? Convert.ToHexStringLower(body) : null);
        Assert.Equal(isEncoded, error.Length == 0);
    }

    [Theory]
    [InlineData("x, resolver.example.")]
    [InlineData("2, ")]
    [InlineData("2, resolver.example., 192.0.2.1")]
    [InlineData("2, resolver.example., 2001:db8::1, colour=red")]
    [InlineData("2, a. | 3, b.")] // one resolver an option
    [InlineData("0x0003")]
    public void Resolvers_that_are_none_are_refused__RFC9463_4_1(string text) =>
        Assert.False(OptionText.TryEncode(OptionDefs.Standard6.Find("dhcp6", 144), text, isCsv: true, out _, out _));

    [Fact]
    public void Resolver_may_have_more_addresses_than_in_DHCPv4__RFC9463_4_1()
    {
        string text = "1, a., " + string.Join(' ', Enumerable.Range(1, 100).Select(i => $"2001:db8::{i}"));
        Assert.True(OptionText.TryEncode(OptionDefs.Standard6.Find("dhcp6", 144), text, true, out byte[] body, out _));
        Assert.Equal([0, 1, 0, 3, 1, 97, 0, 1600 >> 8, 1600 & 255, 0x20, 0x01], body[..11]);
        Assert.Equal(9 + 1600, body.Length);
    }

    /// <summary>
    /// Kea 2.2 was seen to drop or answer a query alike for short bodies of 3, 5, 8, 37, 39, 43, 67 and 94, for bad items
    /// in 16 and 60, and for what runs over the end in 3, 17 and 94; the other rows are the RFCs'.
    /// </summary>
    [Theory]
    [InlineData(3, "00000001000000020000000300050018" + Address + "0000000100000002", DecodeError.None)]
    [InlineData(3, "00000001000000020000000300050017" + Address + "00000001000000", DecodeError.Truncated)] // IAADDR
    [InlineData(3, "00000001000000020000000300050018" + Address, DecodeError.None)] // runs over the end: not read
    [InlineData(3, "0000000100000002000000", DecodeError.Truncated)]
    [InlineData(16, "0000118b", DecodeError.None)]
    [InlineData(16, "0000118b000941", DecodeError.Truncated)]
    [InlineData(17, "0000118b0001000901", DecodeError.None)]
    [InlineData(17, "000011", DecodeError.None)] // passed over when read
    [InlineData(37, "01", DecodeError.Truncated)]
    [InlineData(43, "01", DecodeError.Truncated)]
    [InlineData(3, "000000010000000200000003000d000100", DecodeError.Truncated)] // status of one byte
    [InlineData(25, "000000010000000200000003001a0019000000010000000238" + Address, DecodeError.None)]
    [InlineData(4, "00000001000d000100", DecodeError.Truncated)]
    [InlineData(5, Address + "00000001000000020007000201ff", DecodeError.BadLength)] // preference of two bytes
    [InlineData(7, "0102", DecodeError.BadLength)]
    [InlineData(8, "01", DecodeError.Truncated)]
    [InlineData(23, Address + "20", DecodeError.Truncated)]
    [InlineData(39, "", DecodeError.Truncated)]
    [InlineData(39, "00", DecodeError.None)]
    [InlineData(39, "000561", DecodeError.BadName)]
    [InlineData(45, "0001000400030001", DecodeError.None)]
    [InlineData(45, "000800020000" + "0001000a0003", DecodeError.None)] // runs over the end
    [InlineData(45, "0008000100", DecodeError.Truncated)]
    [InlineData(60, "000161000262", DecodeError.Truncated)]
    [InlineData(60, "000941", DecodeError.Truncated)]
    [InlineData(66, "0041000200", DecodeError.None)]
    [InlineData(67, "40", DecodeError.Truncated)]
    [InlineData(94, "005a001001", DecodeError.None)]
    [InlineData(94, "005a000101", DecodeError.Truncated)] // an address of one byte
    public void Body_is_judged_with_the_options_in_it(int code, string hex, DecodeError wanted)
    {
        var def = OptionDefs.Standard6.Find("dhcp6", (ushort)code)!;
        Assert.Equal(wanted, OptionCheck.Check(def, OptionDefs.Standard6, Convert.FromHexString(hex), lenient: false));
    }

    [Fact]
    public void Sub_options_are_looked_at_as_deep_as_the_budget_goes()
    {
        var defs = OptionDefs.Standard6;
        Assert.Equal(DecodeError.None, Check(Nested(OptionCheck.MaxDepth - 1)));
        Assert.Equal(DecodeError.OverBudget, Check(Nested(OptionCheck.MaxDepth)));
        Assert.Equal(DecodeError.None, Check(new byte[4 * OptionCheck.MaxSubOptions]));
        Assert.Equal(DecodeError.OverBudget, Check(new byte[4 * (OptionCheck.MaxSubOptions + 1)]));

        DecodeError Check(byte[] body) => OptionCheck.Check(defs.Find("dhcp6", 45)!, defs, body, lenient: false);

        // Client data in client data.
        static byte[] Nested(int levels) =>
            levels == 0 ? [] : [0, 45, 0, (byte)(4 * (levels - 1)), .. Nested(levels - 1)];
    }

    [Fact]
    public void Any_bytes_are_judged_and_shown_without_an_exception()
    {
        OptionDef[] defs =
        [
            .. OptionDefs.Standard6.All,
            Custom("tuple", true), Custom("uint8 tuple fqdn", true), Custom("psid ipv6-prefix", true),
        ];
        Gen.Byte.Array[0, 300].Sample(
            body =>
            {
                foreach (var def in defs)
                {
                    var strict = OptionCheck.Check(def, OptionDefs.Standard6, body, lenient: false);
                    var lenient = OptionCheck.Check(def, OptionDefs.Standard6, body, lenient: true);
                    Assert.True(
                        strict != DecodeError.None || lenient == DecodeError.None, $"{def.Name} is stricter when lenient");
                    Assert.NotNull(OptionText.Format(def, body));
                }
            },
            iter: 2000);
    }

    private static OptionDef Custom(string types, bool isArray) =>
        OptionTextTests.Custom(types, isArray) with { Space = "dhcp6", Code = 2000, Universe = Universe.V6 };

    private static bool IsFine(OptionDef def) => OptionDefs.Standard6.Objection(def) is null;
}
