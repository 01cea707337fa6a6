using System.Text;
using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

/// <summary>Options with a layout of their own, and containers of sub-options.</summary>
public sealed class SpecialOption6Tests
{
    [Theory]
    [InlineData("0103777777076578616d706c6500", FqdnFlags6.Server, "www.example", false)]
    [InlineData("0403777777", FqdnFlags6.NoUpdate, "www", true)]
    [InlineData("fb", FqdnFlags6.Server | FqdnFlags6.Override, "", true)] // reserved bits are ignored
    [InlineData("0000", FqdnFlags6.None, "", false)]
    public void Client_name_is_read__RFC4704_4(string hex, FqdnFlags6 flags, string wanted, bool isPartial)
    {
        byte[] body = Convert.FromHexString(hex);
        Assert.Equal(DecodeError.None, ClientFqdn6.Read(body, out var fqdn));
        Assert.Equal(flags, fqdn.Flags);
        byte[] name = new byte[DomainName.MaxLength];
        Assert.True(fqdn.TryName(name, out int length, out bool isFoundPartial));
        Assert.Equal((wanted, isPartial), (Encoding.ASCII.GetString(name, 0, length), isFoundPartial));

        if (wanted.Length > 0)
        {
            var writer = new OptionWriter6(new byte[40]);
            Assert.True(ClientFqdn6.TryWrite(ref writer, flags, Encoding.ASCII.GetBytes(wanted), isPartial));
            Assert.Equal(Messages.Option(39, body), Messages.Written(writer));
        }
    }

    [Theory]
    [InlineData("", DecodeError.Truncated)]
    [InlineData("010577", DecodeError.BadName)]
    [InlineData("01017700ff", DecodeError.BadName)]
    [InlineData("01c000", DecodeError.BadName)] // compression is not allowed
    public void Client_name_that_is_none_is_refused__RFC4704_4(string hex, DecodeError wanted) =>
        Assert.Equal(wanted, ClientFqdn6.Read(Convert.FromHexString(hex), out _));

    [Fact]
    public void Client_name_that_is_none_is_not_written()
    {
        var writer = new OptionWriter6(new byte[400]);
        Assert.False(ClientFqdn6.TryWrite(ref writer, FqdnFlags6.None, "a..b"u8, isPartial: false));
        Assert.Equal(0, writer.Length);
    }

    [Fact]
    public void Vendor_options_are_found_by_enterprise_among_several__RFC9915_21_17()
    {
        byte[] message =
        [
            1, 0, 0, 1,
            0, 17, 0, 9, 0, 0, 0x11, 0x8B, 0, 1, 0, 1, 32, // 4491: its option 1
            0, 17, 0, 2, 0, 0, // no number
            0, 17, 0, 10, 0, 0, 0x09, 0xBF, 0, 2, 0, 2, 1, 2, // 2495: its option 2
            0, 17, 0, 8, 0, 0, 0x11, 0x8B, 0, 3, 0, 0, // 4491 again: its option 3
            0, 16, 0, 11, 0, 0, 0x11, 0x8B, 0, 2, .. "cm"u8, 0, 1, (byte)'x', // vendor class of 4491
        ];
        var packet = Messages.Packet(message);
        Assert.True(VendorOptions6.TryFind(packet.Options, OptionCode6.VendorOpts, 2495, out var data));
        Assert.True(OptionCursor6.TryFind(data, 2, out var body));
        Assert.Equal([1, 2], body.ToArray());
        Assert.False(VendorOptions6.TryFind(packet.Options, OptionCode6.VendorOpts, 1, out data) || !data.IsEmpty);

        var all = new List<uint>();
        var options = packet.Options;
        while (VendorOptions6.TryNext(ref options, OptionCode6.VendorOpts, out uint enterprise, out _))
        {
            all.Add(enterprise);
        }

        Assert.Equal([4491u, 2495u, 4491u], all);
        Assert.True(VendorOptions6.TryFind(packet.Options, OptionCode6.VendorClass, 4491, out data));
        Assert.True(DataTuples6.IsWhole(data));
        Assert.True(DataTuples6.TryNext(ref data, out var first) && first.SequenceEqual("cm"u8));
        Assert.True(DataTuples6.TryNext(ref data, out var second) && second.SequenceEqual("x"u8));
        Assert.False(DataTuples6.TryNext(ref data, out _));
    }

    [Fact]
    public void Vendor_options_are_written__RFC9915_21_17()
    {
        var writer = new OptionWriter6(new byte[40]);
        int vendor = VendorOptions6.Begin(ref writer, OptionCode6.VendorOpts, 4491);
        writer.Option(33, "cfg"u8);
        writer.End(vendor);
        Assert.Equal([0, 17, 0, 11, 0, 0, 0x11, 0x8B, 0, 33, 0, 3, .. "cfg"u8], Messages.Written(writer));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("00", false)]
    [InlineData("0000", true)]
    [InlineData("000161", true)]
    [InlineData("00016100026263", true)]
    [InlineData("0001610003626300", true)]
    [InlineData("0001610004626300", false)]
    [InlineData("00016100", false)]
    public void User_class_is_whole_items__RFC9915_21_15(string hex, bool isWhole) =>
        Assert.Equal(isWhole, DataTuples6.IsWhole(Convert.FromHexString(hex)));

    [Fact]
    public void Resolver_is_read__RFC9463_4_1()
    {
        byte[] body =
        [
            0, 9, // priority
            0, 3, 1, (byte)'a', 0, // name
            0, 16, 0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, // addresses
            0, 3, 0, 2, 0x21, 0x52, // port 8530
        ];
        Assert.True(Dnr6.TryRead(body, out ushort priority, out var name, out var addresses, out var parameters));
        Assert.Equal((9, 3, Ip6.Parse("2001:db8::1"), 6), (priority, name.Length, Ip6.Read(addresses), parameters.Length));
        Assert.True(Dnr6.TryRead(body.AsSpan(0, 7), out _, out _, out addresses, out _)); // the name alone
        Assert.True(addresses.IsEmpty);
        foreach (int cut in (int[])[0, 1, 2, 3, 4, 6, 8, 9, 24])
        {
            Assert.False(Dnr6.TryRead(body.AsSpan(0, cut), out _, out _, out _, out _), $"{cut} bytes");
        }

        body[8] = 15;
        Assert.False(Dnr6.TryRead(body, out _, out _, out _, out _)); // no whole addresses
    }

    [Fact]
    public void Softwire_container_is_written_and_fits_the_definitions__RFC7598_5_1()
    {
        byte[] wanted =
        [
            0, 94, 0, 46, // MAP-E container
            0, 89, 0, 22, // rule
            1, 16, 24, 192, 0, 2, 0, // flags F, 16 bits of EA, 192.0.2.0/24
            48, 0x20, 0x01, 0x0D, 0xB8, 0, 1, // 2001:db8:1::/48
            0, 93, 0, 4, 6, 8, 0x34, 0, // port parameters: offset 6, PSID 0x34 of 8 bits
            0, 90, 0, 16, 0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, // border relay
        ];
        var writer = new OptionWriter6(new byte[100]);
        int container = writer.Begin(OptionCode6.S46ContMape);
        int rule = writer.Begin(OptionCode6.S46Rule);
        writer.Bytes(Data("s46-cont-mape-options", 89, "1, 16, 24, 192.0.2.0, 2001:db8:1::/48"));
        writer.Option(OptionCode6.S46PortParams, Data("s46-rule-options", 93, "6, 52/8"));
        writer.End(rule);
        writer.Option(OptionCode6.S46Br, Data("s46-cont-mape-options", 90, "2001:db8::1"));
        writer.End(container);
        byte[] found = Messages.Written(writer);
        Assert.Equal(wanted, found);

        Assert.Equal(DecodeError.None, Check(94, found[4..]));
        found[^(20 + 2)] = 0; // the PSID
        found[^(20 + 3)] = 17; // more bits than there are
        Assert.Equal(DecodeError.BadLength, Check(94, found[4..]));
    }

    [Theory]
    [InlineData("0001001020010db8000000000000000000000001", DecodeError.None)] // address
    [InlineData("00020010ff020000000000000000000000000101", DecodeError.None)] // multicast
    [InlineData("00030007036e7470016100", DecodeError.None)] // ntp.a.
    [InlineData("0001000f20010db80000000000000000000000", DecodeError.Truncated)] // an address of 15 bytes
    [InlineData("0003000803", DecodeError.None)] // runs over the end: not read
    [InlineData("0003000203aa", DecodeError.BadName)]
    public void Time_server_sub_options_are_judged__RFC5908_4(string hex, DecodeError wanted) =>
        Assert.Equal(wanted, Check(56, Convert.FromHexString(hex)));

    [Fact]
    public void Any_name_survives_writing_and_reading()
    {
        Gen.Select(Gen.Char['a', 'z'].Array[1, 63].Array[1, 4], Gen.Bool).Sample((labels, isPartial) =>
        {
            string text = string.Join('.', labels.Select(l => new string(l)));
            var writer = new OptionWriter6(new byte[300]);
            if (!ClientFqdn6.TryWrite(ref writer, FqdnFlags6.Override, Encoding.ASCII.GetBytes(text), isPartial))
            {
                Assert.True(text.Length > DomainName.MaxText - 1);
                return;
            }

            Assert.Equal(DecodeError.None, ClientFqdn6.Read(writer.Written[4..], out var fqdn));
            byte[] name = new byte[DomainName.MaxLength];
            Assert.True(fqdn.TryName(name, out int length, out bool found));
            Assert.Equal((text, isPartial), (Encoding.ASCII.GetString(name, 0, length), found));
        });
    }

    private static byte[] Data(string space, ushort code, string text)
    {
        Assert.True(
            OptionText.TryEncode(OptionDefs.Standard6.Find(space, code), text, isCsv: true, out byte[] body, out string error),
            error);
        return body;
    }

    private static DecodeError Check(ushort code, byte[] body) =>
        OptionCheck.Check(OptionDefs.Standard6.Find("dhcp6", code)!, OptionDefs.Standard6, body, lenient: false);
}
