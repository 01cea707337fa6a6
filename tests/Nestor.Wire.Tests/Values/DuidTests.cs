using System.Text;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Values;

public sealed class DuidTests
{
    private static readonly byte[] Mac = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];

    [Fact]
    public void Duid_of_address_and_time_is_built_and_read__RFC9915_11_2()
    {
        byte[] to = new byte[20];
        int length = Duid.WriteLlt(to, 1, 0x2A2B2C2D, Mac);
        byte[] wanted =
        [
            0, 1, // DUID-LLT
            0, 1, // Ethernet
            0x2A, 0x2B, 0x2C, 0x2D, // seconds since 2000
            .. Mac,
        ];
        Assert.Equal(wanted, to[..length]);
        Assert.True(Duid.TryHardware(wanted, out ushort type, out var address));
        Assert.Equal(1, type);
        Assert.Equal(Mac, address.ToArray());
        Assert.Equal(0, Duid.WriteLlt(to.AsSpan(0, 13), 1, 0, Mac));
    }

    [Fact]
    public void Duid_of_enterprise_is_built__RFC9915_11_3()
    {
        byte[] to = new byte[10];
        Assert.Equal(8, Duid.WriteEn(to, 2495, [7, 8]));
        byte[] wanted =
        [
            0, 2, // DUID-EN
            0, 0, 0x09, 0xBF, // 2495
            7, 8,
        ];
        Assert.Equal(wanted, to[..8]);
        Assert.False(Duid.TryHardware(wanted, out _, out _));
        Assert.Equal(0, Duid.WriteEn(to.AsSpan(0, 7), 2495, [7, 8]));
    }

    [Fact]
    public void Duid_of_address_is_built_and_read__RFC9915_11_4()
    {
        byte[] to = new byte[10];
        Assert.Equal(10, Duid.WriteLl(to, 6, Mac));
        byte[] wanted =
        [
            0, 3, // DUID-LL
            0, 6, // IEEE 802
            .. Mac,
        ];
        Assert.Equal(wanted, to);
        Assert.True(Duid.TryHardware(wanted, out ushort type, out var address));
        Assert.Equal(6, type);
        Assert.Equal(Mac, address.ToArray());
        Assert.Equal(0, Duid.WriteLl(to.AsSpan(1), 6, Mac));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001")]
    [InlineData("000300")]
    [InlineData("00030001")]
    [InlineData("0001000100000000")]
    [InlineData("00040001020304")]
    public void Duid_without_an_address_gives_none(string hex) =>
        Assert.False(Duid.TryHardware(Convert.FromHexString(hex), out _, out _));

    [Theory]
    [InlineData("fe80::5054:ff:fe12:3456", "525400123456")]
    [InlineData("fe80::200:ff:fe00:1", "000000000001")]
    [InlineData("fe80::5054:ff:ff12:3456", null)] // no ff:fe
    [InlineData("2001:db8::5054:ff:fe12:3456", null)] // not link-local
    [InlineData("fe80::1", null)]
    public void Mac_is_taken_out_of_a_link_local_address__RFC4291_A(string text, string? wanted)
    {
        byte[] mac = new byte[6];
        bool isFound = Duid.TryMac(Ip6.Parse(text), mac);
        Assert.Equal(wanted, isFound ? Convert.ToHexStringLower(mac) : null);
        Assert.False(Duid.TryMac(Ip6.Parse(text), mac.AsSpan(1)));
    }

    [Theory]
    [InlineData("00:01:0A:ff", "00010aff")]
    [InlineData("0:1:a:ff", "00010aff")]
    [InlineData("00010AFF", "00010aff")]
    [InlineData("00:01", null)]
    [InlineData("00:01:", null)]
    [InlineData(":00:01:02", null)]
    [InlineData("00:01::02", null)]
    [InlineData("00:01:002", null)]
    [InlineData("00010", null)]
    [InlineData("00:01:0g", null)]
    [InlineData("", null)]
    public void Text_of_a_duid_is_read(string text, string? wanted)
    {
        byte[] duid = new byte[Duid.MaxLength];
        int length = Duid.Parse(text, duid);
        Assert.Equal(wanted, length > 0 ? Convert.ToHexStringLower(duid.AsSpan(0, length)) : null);
    }

    [Fact]
    public void Longest_duid_has_130_bytes__RFC9915_11_1()
    {
        byte[] most = [.. Enumerable.Range(0, 130).Select(i => (byte)i)];
        byte[] text = new byte[131 * 3];
        int length = Duid.Format(most, text);
        string shown = Encoding.ASCII.GetString(text, 0, length);
        Assert.StartsWith("00:01:02", shown, StringComparison.Ordinal);
        Assert.EndsWith(":80:81", shown, StringComparison.Ordinal);
        byte[] read = new byte[200];
        Assert.Equal(130, Duid.Parse(shown, read));
        Assert.Equal(most, read[..130]);
        Assert.Equal(0, Duid.Parse(shown + ":82", read));
        Assert.True(Duid.IsValid(most));
        Assert.False(Duid.IsValid([.. most, 0]) || Duid.IsValid(most.AsSpan(0, 2)));
        Assert.Equal(0, Duid.Format(most, text.AsSpan(0, (130 * 3) - 2)));
        Assert.Equal(0, Duid.Format([], text));
    }
}
