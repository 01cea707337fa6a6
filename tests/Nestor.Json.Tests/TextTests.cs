using System.Text;

namespace Nestor.Json.Tests;

/// <summary>Strings stay bytes until they are asked for, and what comes again becomes a string: neither shows.</summary>
public sealed class TextTests
{
    private static Element List(params string[] texts)
    {
        var diagnostics = new Diagnostics();
        var list = JsonReader.Read(Encoding.UTF8.GetBytes($"[ {string.Join(", ", texts.Select(t => $"\"{t}\""))} ]"), "f", diagnostics);
        Assert.Empty(diagnostics.All);
        return list!;
    }

    [Fact]
    public void Many_different_texts_between_the_same_ones_are_each_what_was_written()
    {
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(i => i % 3 == 0 ? "again" : i % 7 == 0 ? $"gr\u00fc\u00df {i % 91}" : $"text {i}")];
        Assert.Equal(texts, List(texts).Items.Select(i => i.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("sixteen letters!")]
    [InlineData("seventeen letters")]
    [InlineData("gr\u00fcn")]
    [InlineData("more than forty letters, which no cache takes and no room here has")]
    public void A_text_is_the_same_in_any_room(string text)
    {
        foreach (var item in List(text, text, text).Items)
        {
            for (int room = 0; room < 80; room++)
            {
                Assert.Equal(text, item.TextIn(new char[room]).ToString());
            }

            Assert.Equal(text, item.Text);
        }

        Assert.Equal(text, Element.Of(text).TextIn([]).ToString());
    }

    [Fact]
    public void What_is_no_string_has_no_text()
    {
        Assert.True(Element.Of(12).TextIn(new char[8]).IsEmpty);
        Assert.True(Element.List([]).TextIn(new char[8]).IsEmpty);
        Assert.Equal("", Element.Map([]).Text);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_an_error_and_a_text_all_the_same()
    {
        var diagnostics = new Diagnostics();
        var value = JsonReader.Read([(byte)'"', (byte)'a', 0xFF, (byte)'"'], "f", diagnostics);
        Assert.True(diagnostics.HasErrors);
        Assert.Equal("a\ufffd", value!.Text);
        Assert.Equal("a\ufffd", value.TextIn(new char[8]).ToString());
    }
}
