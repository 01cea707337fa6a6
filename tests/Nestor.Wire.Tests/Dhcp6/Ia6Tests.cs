using CsCheck;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

public sealed class Ia6Tests
{
    [Fact]
    public void Addresses_and_prefixes_are_written_and_read__RFC9915_21()
    {
        byte[] wanted =
        [
            0, 3, 0, 54, // IA_NA
            0, 0, 0, 7, 0, 0, 0x0E, 0x10, 0, 0, 0x15, 0x18, // IAID 7, T1 3600, T2 5400
            0, 5, 0, 24, // IAADDR
            0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, // 2001:db8::1
            0, 0, 0x0E, 0x10, 0xFF, 0xFF, 0xFF, 0xFF, // preferred 3600, valid for ever
            0, 13, 0, 10, 0, 2, .. "no more "u8, // status: NoAddrsAvail
            0, 25, 0, 47, // IA_PD
            0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, // IAID 8, times left to the client
            0, 26, 0, 31, // IAPREFIX
            0, 0, 0, 60, 0, 0, 0, 90, 56, // preferred, valid, length
            0x20, 0x01, 0x0D, 0xB8, 1, 0, 0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 2001:db8:100:1200::/56
            0, 67, 0, 2, 64, 0x34, // excluded: the /64 with 0x34 behind the prefix
            0, 14, 0, 0, // rapid commit: not part of the IA
        ];
        var writer = new OptionWriter6(new byte[200]);
        int ia = Ia6.Begin(ref writer, OptionCode6.IaNa, 7, 3600, 5400);
        writer.End(IaAddress6.Begin(ref writer, Ip6.Parse("2001:db8::1"), new(3600), Lifetime.Infinite));
        StatusOption6.Write(ref writer, StatusCode6.NoAddrsAvail, "no more "u8);
        writer.End(ia);
        ia = Ia6.Begin(ref writer, OptionCode6.IaPd, 8, 0, 0);
        int prefix = IaPrefix6.Begin(ref writer, Prefix("2001:db8:100:1200::/56"), new(60), new(90));
        Span<byte> excluded = stackalloc byte[PdExclude6.MaxLength];
        int size = PdExclude6.Write(excluded, Prefix("2001:db8:100:1200::/56"), Prefix("2001:db8:100:1234::/64"));
        writer.Option(OptionCode6.PdExclude, excluded[..size]);
        writer.End(prefix);
        writer.End(ia);
        writer.Option(OptionCode6.RapidCommit, []);
        Assert.Equal(wanted, Messages.Written(writer));
        ReadBack(wanted);
    }

    [Theory]
    [InlineData(3, 12)]
    [InlineData(4, 4)]
    [InlineData(25, 12)]
    public void Association_shorter_than_its_fields_is_refused(ushort code, int size)
    {
        byte[] body = new byte[size];
        body[3] = 9;
        Assert.True(Ia6.TryRead(code, body, out var ia));
        Assert.Equal((9u, 0u, 0u), (ia.Iaid, ia.T1, ia.T2));
        Assert.False(Ia6.TryRead(code, body.AsSpan(1), out _));
        Assert.False(Ia6.TryRead(5, body, out _));
    }

    [Fact]
    public void Address_and_prefix_shorter_than_their_fields_are_refused()
    {
        Assert.True(IaAddress6.TryRead(new byte[24], out _));
        Assert.False(IaAddress6.TryRead(new byte[23], out _));
        Assert.True(IaPrefix6.TryRead(new byte[25], out _));
        Assert.False(IaPrefix6.TryRead(new byte[24], out _));
    }

    [Fact]
    public void Prefix_loses_the_bits_behind_its_length_and_one_over_128_is_refused__RFC9915_21_22()
    {
        byte[] body = [0, 0, 0, 1, 0, 0, 0, 2, 33, .. Enumerable.Repeat((byte)0xFF, 16)];
        Assert.True(IaPrefix6.TryRead(body, out var prefix));
        Assert.Equal("ffff:ffff:8000::/33", prefix.Prefix.ToString());
        Assert.Equal((1u, 2u), (prefix.Preferred.Seconds, prefix.Valid.Seconds));
        body[8] = 128;
        Assert.True(IaPrefix6.TryRead(body, out prefix));
        Assert.Equal(Ip6.FromNumber(UInt128.MaxValue), prefix.Prefix.Address);
        body[8] = 129;
        Assert.False(IaPrefix6.TryRead(body, out _));
    }

    [Theory]
    [InlineData("2001:db8:dead:bee0::/59", "2001:db8:dead:beef::/64", "4078")] // the example of the RFC
    [InlineData("2001:db8::/56", "2001:db8::/57", "3900")]
    [InlineData("2001:db8::/56", "2001:db8:0:80::/57", "3980")]
    [InlineData("2001:db8::/56", "2001:db8:0:12::/64", "4012")]
    [InlineData("2001:db8::/56", "2001:db8:0:12:8000::/65", "411280")]
    [InlineData("2001:db8::/48", "2001:db8:0:1234::/64", "401234")]
    [InlineData("::/0", "8000::/1", "0180")]
    [InlineData("::/0", "2001:db8::1/128", "8020010db8000000000000000000000001")]
    [InlineData("2001:db8::/127", "2001:db8::1/128", "8080")]
    public void Excluded_prefix_is_sent_as_the_bits_behind_the_delegated_one__RFC6603_4_2(
        string delegated, string excluded, string hex)
    {
        byte[] body = new byte[PdExclude6.MaxLength];
        int length = PdExclude6.Write(body, Prefix(delegated), Prefix(excluded));
        Assert.Equal(hex, Convert.ToHexStringLower(body.AsSpan(0, length)));
        Assert.True(PdExclude6.TryRead(body.AsSpan(0, length), Prefix(delegated), out var read));
        Assert.Equal(Prefix(excluded), read);
        Assert.Equal(0, PdExclude6.Write(body.AsSpan(0, length - 1), Prefix(delegated), Prefix(excluded)));
        Assert.False(PdExclude6.TryRead(body.AsSpan(0, length - 1), Prefix(delegated), out _));
        Assert.False(PdExclude6.TryRead([.. body[..length], 0], Prefix(delegated), out _));
    }

    [Theory]
    [InlineData("2001:db8::/56", "2001:db8::/56")]
    [InlineData("2001:db8::/56", "2001:db8::/48")]
    [InlineData("2001:db8::/56", "2001:db8:1::/64")]
    public void Prefix_outside_of_the_delegated_one_cannot_be_excluded__RFC6603_4_2(string delegated, string excluded) =>
        Assert.Equal(0, PdExclude6.Write(new byte[PdExclude6.MaxLength], Prefix(delegated), Prefix(excluded)));

    [Theory]
    [InlineData("")]
    [InlineData("40")]
    [InlineData("3800")] // as long as the delegated prefix
    [InlineData("810000000000000000000000")]
    public void Excluded_prefix_that_is_none_is_refused__RFC6603_4_2(string hex) =>
        Assert.False(PdExclude6.TryRead(Convert.FromHexString(hex), Prefix("2001:db8::/56"), out _));

    [Fact]
    public void Any_excluded_prefix_survives_writing_and_reading()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127], Gen.Int[1, 128]).Sample((high, low, delegated, more) =>
        {
            var address = new Ip6(high, low);
            var outer = new Prefix6(address, (byte)delegated);
            var inner = new Prefix6(address, (byte)Math.Min(128, delegated + more)).Masked;
            byte[] body = new byte[PdExclude6.MaxLength];
            int length = PdExclude6.Write(body, outer, inner);
            Assert.True(PdExclude6.TryRead(body.AsSpan(0, length), outer, out var read));
            Assert.Equal(inner, read);
        });
    }

    [Fact]
    public void Status_is_read_and_is_success_when_absent__RFC9915_21_13()
    {
        byte[] options = Messages.Option(13, [0, 6, .. "none"u8]);
        Assert.Equal(StatusCode6.NoPrefixAvail, StatusOption6.In(options));
        Assert.True(StatusOption6.TryRead(options.AsSpan(4), out var code, out var message));
        Assert.Equal((StatusCode6.NoPrefixAvail, "none"), (code, System.Text.Encoding.UTF8.GetString(message)));
        Assert.Equal(StatusCode6.Success, StatusOption6.In([]));
        Assert.Equal(StatusCode6.Success, StatusOption6.In(Messages.Option(13, 1)));
        Assert.False(StatusOption6.TryRead([1], out _, out _));
    }

    private static void ReadBack(byte[] options)
    {
        Assert.True(OptionCursor6.TryFind(options, OptionCode6.IaPd, out var body));
        Assert.True(Ia6.TryRead(OptionCode6.IaPd, body, out var ia));
        Assert.True(ia.Options.TryNext(OptionCode6.IaPrefix, out var inner));
        Assert.True(IaPrefix6.TryRead(inner, out var prefix));
        Assert.True(OptionCursor6.TryFind(prefix.OptionArea, OptionCode6.PdExclude, out var raw));
        Assert.True(PdExclude6.TryRead(raw, prefix.Prefix, out var excluded));
        Assert.Equal("2001:db8:100:1234::/64", excluded.ToString());
        Assert.True(OptionCursor6.TryFind(options, OptionCode6.IaNa, out body));
        Assert.True(Ia6.TryRead(OptionCode6.IaNa, body, out ia));
        Assert.Equal(StatusCode6.NoAddrsAvail, StatusOption6.In(ia.OptionArea));
        Assert.True(ia.Options.TryNext(OptionCode6.IaAddr, out inner));
        Assert.True(IaAddress6.TryRead(inner, out var address) && address.Valid.IsInfinite);
    }

    private static Prefix6 Prefix(string text) =>
        Prefix6.TryParse(text, out var prefix) ? prefix : throw new ArgumentException(text);
}
