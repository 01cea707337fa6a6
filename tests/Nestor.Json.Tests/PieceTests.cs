using System.Text;

namespace Nestor.Json.Tests;

/// <summary>A large answer is written a piece at a time.</summary>
public sealed class PieceTests
{
    private static string Joined(Element value) => string.Concat(JsonWriter.InPieces(value).Select(p => p.ToString()));

    [Theory]
    [InlineData("{ }")]
    [InlineData("[ ]")]
    [InlineData("12")]
    [InlineData("\"a\"")]
    [InlineData("{ \"a\": [ 1, { \"b\": [ ] }, \"c\" ], \"d\": { \"e\": null, \"f\": { } } }")]
    [InlineData("[ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, { \"a\": [ 1 ] } ]")]
    public void The_pieces_together_are_what_is_written_at_once(string text)
    {
        var value = JsonReader.Read(Encoding.UTF8.GetBytes(text), "f", new Diagnostics())!;
        Assert.Equal(text, JsonWriter.Compact(value));
        Assert.Equal(text, Joined(value));
    }

    [Fact]
    public void What_is_written_when_its_time_comes_is_made_no_sooner()
    {
        int made = 0;
        IEnumerable<string> Pieces()
        {
            for (int i = 0; i < 100; i++)
            {
                made++;
                yield return i == 0 ? "[ " : ", ";
                yield return $"\"{new string('x', 5000)}\"";
            }

            yield return " ]";
        }

        var value = Element.Map([new Member("a", Element.Of(1), SourcePlace.None), new Member("b", Element.Written(ElementKind.List, Pieces()), SourcePlace.None)]);
        int taken = 0;
        foreach (var piece in JsonWriter.InPieces(value))
        {
            Assert.InRange(piece.Length, 1, 20_000);
            Assert.InRange(made, taken, (2 * ++taken) + 1);
        }

        Assert.Equal(100, made);
        Assert.Equal(JsonWriter.Compact(value), Joined(value));
    }
}
