using System.Text;
using CsCheck;
using Nestor.Wire.Dns;

namespace Nestor.Wire.Tests.Dns;

public sealed class DomainNameTests
{
    [Fact]
    public void Names_share_their_ends_through_pointers__RFC3397_2()
    {
        byte[] area = new byte[64];
        int at = 0;
        Assert.True(NameCompression.TryAppend("eng.apple.com"u8, area, ref at));
        Assert.True(NameCompression.TryAppend("marketing.apple.com."u8, area, ref at));
        byte[] wanted =
        [
            3, .. "eng"u8, 5, .. "apple"u8, 3, .. "com"u8, 0,
            9, .. "marketing"u8, 0xC0, 4, // back to apple.com
        ];
        Assert.Equal(wanted, area[..at]);
        Assert.Equal(["eng.apple.com", "marketing.apple.com"], ReadAll(area.AsSpan(0, at)));
    }

    [Fact]
    public void Pointer_that_does_not_go_back_ends_the_name()
    {
        Assert.Null(ReadAll([0xC0, 0])); // itself
        Assert.Null(ReadAll([0xC0, 2, 0])); // forward
        Assert.Null(ReadAll([1, 97, 0xC0])); // half a pointer
        Assert.Null(ReadAll([1, 97, 0xC0, 0])); // a label and back to it, for ever
        Assert.Null(ReadAll([0x80, 0])); // reserved label type
        Assert.Null(ReadAll([1, 97])); // no end
        Assert.Null(ReadAll([5, 97])); // overrun
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Name_has_at_most_255_bytes__RFC1035_2_3_4(int length, bool isGood)
    {
        // Labels of 63, 63, 63 and what is left, and the closing zero.
        int last = length - 1 - (3 * 64) - 1;
        byte[] wire = [63, .. X(63), 63, .. X(63), 63, .. X(63), (byte)last, .. X(last), 0];
        Assert.Equal(length, wire.Length);
        Assert.Equal(isGood, ReadAll(wire) is not null);
        string label = new('x', 63);
        string text = string.Join('.', label, label, label, label[..last]);
        Assert.Equal(
            isGood, DomainName.TryWrite(Encoding.ASCII.GetBytes(text), new byte[300], isPartial: false, out _));
        Assert.Equal(isGood, DomainName.TryAppend(text, []));

        static byte[] X(int count) => [.. Enumerable.Repeat((byte)'x', count)];
    }

    [Fact]
    public void Name_bomb_of_pointers_ends()
    {
        // Every name is one label and a pointer to the one before: 127 labels deep fits, 128 does not.
        var area = new List<byte> { 1, 97, 0 };
        int before = 0;
        for (int i = 0; i < 200; i++)
        {
            int here = area.Count;
            area.AddRange([1, 97, (byte)(0xC0 | (before >> 8)), (byte)before]);
            before = here;
        }

        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        int good = 3 + (125 * 4);
        Assert.True(DomainName.TryRead(area.ToArray(), ref good, name, out int length));
        Assert.Equal(253, length);
        int bad = 3 + (126 * 4);
        Assert.False(DomainName.TryRead(area.ToArray(), ref bad, name, out _));
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a..")]
    [InlineData("..")]
    public void Empty_label_inside_is_refused(string text)
    {
        Assert.False(DomainName.TryWrite(Encoding.ASCII.GetBytes(text), new byte[300], isPartial: false, out _));
        Assert.False(DomainName.TryAppend(text, []));
    }

    [Fact]
    public void Partial_name_has_no_closing_zero__RFC4702_3_3()
    {
        byte[] to = new byte[8];
        Assert.True(DomainName.TryWrite("ab."u8, to, isPartial: true, out int written));
        Assert.Equal([2, 97, 98], to[..written]);
    }

    [Theory]
    [InlineData("Host.Example.", "host.example", true)]
    [InlineData("host.example", "host.exampl", false)]
    [InlineData("", ".", true)]
    public void Case_and_last_dot_make_no_difference(string left, string right, bool areEqual) =>
        Assert.Equal(areEqual, DomainName.AreEqual(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right)));

    [Fact]
    public void Written_names_are_read_again()
    {
        var label = Gen.Char["abcXYZ019-_"].Array[1, 20].Select(c => new string(c));
        var name = label.Array[1, 5].Select(l => string.Join('.', l));
        name.Array[1, 12].Sample(
            names =>
            {
                byte[] plain = new byte[4096];
                byte[] packed = new byte[4096];
                int plainAt = 0;
                int packedAt = 0;
                foreach (string text in names)
                {
                    byte[] bytes = Encoding.ASCII.GetBytes(text);
                    Assert.True(DomainName.TryWrite(bytes, plain.AsSpan(plainAt), isPartial: false, out int written));
                    plainAt += written;
                    Assert.True(NameCompression.TryAppend(bytes, packed, ref packedAt));
                }

                Assert.Equal(names, ReadAll(plain.AsSpan(0, plainAt)));
                Assert.Equal(names, ReadAll(packed.AsSpan(0, packedAt)));
                Assert.InRange(packedAt, 0, plainAt);
            },
            iter: 2000);
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 300].Sample(
            area =>
            {
                _ = ReadAll(area);
                int at = area.Length;
                byte[] room = [.. area, .. new byte[40]];
                _ = NameCompression.TryAppend("a.b.c"u8, room, ref at);
            },
            iter: 10_000);

    private static List<string>? ReadAll(ReadOnlySpan<byte> area)
    {
        var names = new List<string>();
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        int at = 0;
        while (at < area.Length)
        {
            if (!DomainName.TryRead(area, ref at, name, out int length))
            {
                return null;
            }

            names.Add(Encoding.Latin1.GetString(name[..length]));
        }

        return names;
    }
}
