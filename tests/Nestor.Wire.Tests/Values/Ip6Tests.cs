using System.Net;
using System.Text;
using CsCheck;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Values;

public sealed class Ip6Tests
{
    [Theory]
    [InlineData("2001:db8:0:0:0:0:2:1", "2001:db8::2:1")] // 4.2.1
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")] // 4.2.2: not for one group
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")] // 4.2.3: the longest run
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")] // 4.2.3: the first of two
    [InlineData("2001:0DB8::AbCd", "2001:db8::abcd")] // 4.1 and 4.3
    [InlineData("0:0:0:0:0:ffff:c000:201", "::ffff:192.0.2.1")] // 5
    [InlineData("::192.0.2.1", "::192.0.2.1")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Address_has_one_notation__RFC5952(string text, string wanted)
    {
        var address = Ip6.Parse(text);
        Assert.Equal(wanted, address.ToString());
        byte[] utf8 = new byte[wanted.Length];
        Assert.True(address.TryFormat(utf8, out int length, default, null));
        Assert.Equal(wanted, Encoding.ASCII.GetString(utf8, 0, length));
        Assert.False(address.TryFormat(utf8.AsSpan(1), out length, default, null));
        Assert.Equal(0, length);
        Assert.Equal(wanted, $"{address}");
        Assert.Equal(IPAddress.Parse(text).GetAddressBytes(), Bytes(address));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1")]
    [InlineData(":1::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("::1:2:3:4:5:6:7:8")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("+1::")]
    [InlineData(" ::1")]
    [InlineData("::1 ")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1/64")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("192.0.2.1")]
    public void What_is_no_address_is_refused__RFC4291_2_2(string text) => Assert.False(Ip6.TryParse(text, out _));

    [Fact]
    public void Text_and_bytes_and_number_of_any_address_give_it_again()
    {
        var group = Gen.OneOf(Gen.Const((ushort)0), Gen.UShort);
        group.Array[8].Sample(groups =>
        {
            byte[] bytes = [.. groups.SelectMany(g => (byte[])[(byte)(g >> 8), (byte)g])];
            var address = Ip6.Read(bytes);
            Assert.Equal(bytes, Bytes(address));
            Assert.Equal(address, Ip6.Parse(address.ToString()));
            Assert.Equal(bytes, IPAddress.Parse(address.ToString()).GetAddressBytes());
            Assert.Equal(address, Ip6.FromNumber(address.Number));
        });
    }

    [Fact]
    public void Any_text_is_read_without_an_exception_and_as_the_platform_reads_it()
    {
        Gen.Char["0123:.af"].Array[0, 20].Sample(
            chars =>
            {
                bool isRead = Ip6.TryParse(chars, out var address);
                if (isRead)
                {
                    Assert.Equal(IPAddress.Parse(new string(chars)).GetAddressBytes(), Bytes(address));
                }
            },
            iter: 50_000);
    }

    [Fact]
    public void Addresses_are_ordered_by_their_bytes()
    {
        Ip6[] order = [Ip6.Zero, new(0, 1), new(0, ulong.MaxValue), new(1, 0), new(ulong.MaxValue, 0)];
        Assert.Equal(order, order.Reverse().Order());
        Assert.True(order[1] < order[2] && order[3] > order[2] && order[4] >= order[4] && order[0] <= order[1]);
    }

    [Theory]
    [InlineData("fe80::1", true, false)]
    [InlineData("febf::1", true, false)]
    [InlineData("fec0::1", false, false)]
    [InlineData("ff02::1:2", false, true)]
    [InlineData("2001:db8::1", false, false)]
    public void Kind_of_address_is_known__RFC4291_2(string text, bool isLinkLocal, bool isMulticast)
    {
        var address = Ip6.Parse(text);
        Assert.Equal((isLinkLocal, isMulticast), (address.IsLinkLocal, address.IsMulticast));
    }

    [Fact]
    public void Prefix_has_first_and_last_address()
    {
        Assert.True(Prefix6.TryParse("2001:db8:0:ff::5/57", out var prefix));
        Assert.Equal("2001:db8:0:80::/57", prefix.Masked.ToString());
        Assert.Equal(Ip6.Parse("2001:db8:0:80::"), prefix.Range.First);
        Assert.Equal(Ip6.Parse("2001:db8:0:ff:ffff:ffff:ffff:ffff"), prefix.Range.Last);
        Assert.True(prefix.Contains(prefix.Range.First) && prefix.Contains(prefix.Range.Last));
        Assert.False(prefix.Contains(Ip6.Parse("2001:db8:0:7f::")) || prefix.Contains(Ip6.Parse("2001:db8:0:100::")));
        Assert.True(prefix.Contains(new Prefix6(prefix.Range.Last, 64)));
        Assert.False(prefix.Contains(new Prefix6(prefix.Address, 56)));
        Assert.True(new Prefix6(Ip6.Zero, 0).Contains(prefix.Address));
        Assert.True(new Prefix6(prefix.Address, 128).Contains(prefix.Address));
    }

    [Theory]
    [InlineData("2001:db8::")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::/")]
    [InlineData("2001:db8::/-1")]
    [InlineData("/64")]
    [InlineData("2001:db8::/64/64")]
    public void What_is_no_prefix_is_refused(string text) => Assert.False(Prefix6.TryParse(text, out _));

    private static byte[] Bytes(Ip6 address)
    {
        byte[] bytes = new byte[16];
        address.Write(bytes);
        return bytes;
    }
}
