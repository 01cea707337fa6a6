using System.Text;
using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dns;

namespace Nestor.Wire.Tests.Dhcp4;

public sealed class ClientFqdnTests
{
    [Theory]
    [InlineData("05ffff 0161 0162 00", "a.b", false)] // labels, closed by the root
    [InlineData("05ffff 0161 0162", "a.b", true)] // labels, partial
    [InlineData("040000", "", true)] // the server shall choose
    [InlineData("0400000 0", "", false)]
    [InlineData("010000 612e62", "a.b", true)] // old ASCII form
    [InlineData("010000 612e622e", "a.b", false)]
    [InlineData("010000 612e6200", "a.b", true)] // with a zero some clients add
    public void Name_is_read__RFC4702_2_3(string hex, string name, bool isPartial)
    {
        Assert.Equal(DecodeError.None, ClientFqdn4.Read(Bytes(hex), out var fqdn));
        Span<byte> room = stackalloc byte[DomainName.MaxLength];
        Assert.True(fqdn.TryName(room, out int length, out bool found));
        Assert.Equal(name, Encoding.ASCII.GetString(room[..length]));
        Assert.Equal(isPartial, found);
    }

    [Theory]
    [InlineData("", DecodeError.Truncated)]
    [InlineData("0500", DecodeError.Truncated)]
    [InlineData("050000 0261", DecodeError.BadName)] // overrun
    [InlineData("050000 4061", DecodeError.BadName)] // label over 63
    [InlineData("050000 c003", DecodeError.BadName)] // a pointer has no place here
    [InlineData("050000 016100 0162", DecodeError.BadName)] // bytes behind the root
    [InlineData("010000 612e2e62", DecodeError.BadName)] // a..b
    [InlineData("010000 2e61", DecodeError.BadName)] // .a
    [InlineData("010000 2e2e", DecodeError.BadName)]
    public void Bad_name_is_told(string hex, DecodeError wanted) =>
        Assert.Equal(wanted, ClientFqdn4.Read(Bytes(hex), out _));

    [Fact]
    public void Flags_are_read()
    {
        ClientFqdn4.Read([0xF5, 0, 0], out var fqdn);
        Assert.Equal(FqdnFlags.Server | FqdnFlags.Canonical, fqdn.Flags);
        Assert.True(fqdn.IsCanonical);
    }

    [Fact]
    public void Answer_is_written__RFC4702_2()
    {
        byte[] to = new byte[300];
        var flags = FqdnFlags.Canonical | FqdnFlags.Override | FqdnFlags.NoUpdate;
        int length = ClientFqdn4.Write(to, flags, "a.bc."u8, isPartial: false);
        Assert.Equal([0x0E, 255, 255, 1, 97, 2, 98, 99, 0], to[..length]);
        length = ClientFqdn4.Write(to, FqdnFlags.Server, "a.bc"u8, isPartial: false);
        Assert.Equal([0x01, 255, 255, 97, 46, 98, 99, 46], to[..length]);
        Assert.Equal(0, ClientFqdn4.Write(to, flags, "a..b"u8, isPartial: false));
        Assert.Equal(0, ClientFqdn4.Write(to.AsSpan(0, 20), flags, "a"u8, isPartial: false));
    }

    [Fact]
    public void What_is_read_can_be_written_and_read_again() =>
        Gen.Select(Gen.Byte[0, 15], Gen.Byte[0, 4].Array[0, 40]).Sample(
            (flags, raw) =>
            {
                // Small numbers are likely to be good labels.
                byte[] body = [flags, 0, 0, .. raw];
                if (ClientFqdn4.Read(body, out var fqdn) != DecodeError.None)
                {
                    return;
                }

                Span<byte> name = stackalloc byte[DomainName.MaxLength];
                Assert.True(fqdn.TryName(name, out int length, out bool isPartial));
                bool hasDot = fqdn.IsCanonical && name[..length].Contains((byte)'.') && raw.Contains((byte)'.');
                Span<byte> again = stackalloc byte[300];
                int size = ClientFqdn4.Write(again, fqdn.Flags, name[..length], isPartial);
                if (hasDot || size == 0)
                {
                    return;
                }

                Assert.Equal(DecodeError.None, ClientFqdn4.Read(again[..size], out var second));
                Span<byte> name2 = stackalloc byte[DomainName.MaxLength];
                Assert.True(second.TryName(name2, out int length2, out bool isPartial2));
                Assert.Equal(name[..length], name2[..length2]);
                Assert.True(isPartial == isPartial2 || length == 0);
            },
            iter: 10_000);

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 400].Sample(body => _ = ClientFqdn4.Read(body, out _), iter: 10_000);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
