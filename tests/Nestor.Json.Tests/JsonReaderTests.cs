using System.Text;
using CsCheck;

namespace Nestor.Json.Tests;

public sealed class JsonReaderTests
{
    private static Element? Read(string text, out Diagnostics diagnostics, JsonReader.IncludeOpener? open = null)
    {
        diagnostics = new Diagnostics();
        return JsonReader.Read(Encoding.UTF8.GetBytes(text), "f.json", diagnostics, open);
    }

    private static string Errors(Diagnostics diagnostics) =>
        string.Join('|', diagnostics.All.Where(d => d.IsError).Select(d => $"{d.Place.Line}.{d.Place.Column}"));

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var root = Read("{ \"i\": -12, \"r\": 0.5, \"s\": \"a\\u0041\\n\", \"t\": true, \"n\": null, \"l\": [ 1, [] ], \"m\": {} }", out var diagnostics);
        Assert.Empty(diagnostics.All);
        Assert.Equal(-12, root!["i"]!.Integer);
        Assert.Equal(0.5, root["r"]!.Real);
        Assert.Equal("aA\n", root["s"]!.Text);
        Assert.True(root["t"]!.Boolean);
        Assert.Equal(ElementKind.Null, root["n"]!.Kind);
        Assert.Equal(2, root["l"]!.Items.Count);
        Assert.Equal("{ \"i\": -12, \"r\": 0.5, \"s\": \"aA\\n\", \"t\": true, \"n\": null, \"l\": [ 1, [ ] ], \"m\": { } }", JsonWriter.Compact(root));
    }

    [Fact]
    public void Comments_of_three_kinds_and_a_trailing_comma_are_taken()
    {
        var root = Read("{ // one\n # two\n /* three\n four */ \"a\": [ 1, 2, ], }", out var diagnostics);
        Assert.Equal(2, root!["a"]!.Items.Count);
        Assert.False(diagnostics.HasErrors);
        Assert.Equal(2, diagnostics.All.Count);
    }

    [Fact]
    public void Places_are_lines_and_columns_from_one()
    {
        var root = Read("{\n  \"a\":\n    [ 7,\n 8 ] }", out _);
        Assert.Equal(new SourcePlace("f.json", 3, 5), root!["a"]!.Place);
        Assert.Equal(new SourcePlace("f.json", 4, 2), root["a"]!.Items[1].Place);
        Assert.Equal(new SourcePlace("f.json", 2, 3), root.Members[0].Place);
    }

    [Theory]
    [InlineData("{ \"a\": }", "1.8")]
    [InlineData("{ \"a\": 1 \"b\": 2 }", "1.10")]
    [InlineData("{ \"a\" 1, \"b\": oops, \"c\": 3 }", "1.7|1.15")]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "1.11")]
    [InlineData("{ \"a\": +1 }", "1.8")]
    [InlineData("{ \"a\": [ 1, 2 }", "1.15")]
    [InlineData("{ \"a\": 1", "1.1")]
    [InlineData("{ \"a\": \"x\ny\" }", "1.8|2.1")]
    [InlineData("{ } { }", "1.5")]
    [InlineData("/* never closed", "1.1|1.16")]
    [InlineData("", "1.1")]
    public void Errors_say_where_and_reading_goes_on(string text, string places)
    {
        Read(text, out var diagnostics);
        Assert.StartsWith(places, Errors(diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_behind_an_error_is_still_read()
    {
        var root = Read("{ \"a\": oops, \"b\": [ 1, , 2 ], \"c\": 3 }", out var diagnostics);
        Assert.True(diagnostics.HasErrors);
        Assert.Equal(3, root!["c"]!.Integer);
    }

    [Fact]
    public void Leading_zeros_warn_and_are_decimal()
    {
        Assert.Equal(10, Read("[ 010 ]", out var diagnostics)!.Items[0].Integer);
        Assert.Single(diagnostics.All);
        Assert.False(diagnostics.HasErrors);
    }

    [Fact]
    public void Files_are_included_where_they_are_named_and_errors_name_the_inner_file()
    {
        byte[]? Open(string path, out string error)
        {
            error = path == "inner.json" ? "" : "no such file";
            return path == "inner.json" ? "[ 1,\n bad ]"u8.ToArray() : null;
        }

        var root = Read("{ \"a\": <?include \"inner.json\"?>, \"b\": 2 }", out var diagnostics, Open);
        Assert.Equal(2, root!["b"]!.Integer);
        Assert.Equal(new SourcePlace("inner.json", 2, 2), diagnostics.All[0].Place);
        Read("[ <?include \"other.json\"?> ]", out diagnostics, Open);
        Assert.Contains("no such file", diagnostics.All[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_includes_itself_comes_to_an_end()
    {
        byte[]? Open(string path, out string error)
        {
            error = "";
            return Encoding.UTF8.GetBytes("<?include \"" + path + "\"?> 1");
        }

        Read("<?include \"loop\"?>", out var diagnostics, Open);
        Assert.Contains(diagnostics.All, d => d.Text.Contains("deep", StringComparison.Ordinal));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_an_error_and_no_crash()
    {
        foreach (string bomb in (string[])[new string('[', 500_000), string.Concat(Enumerable.Repeat("{\"a\":", 200_000))])
        {
            Read(bomb, out var diagnostics);
            Assert.Contains(diagnostics.All, d => d.Text.Contains("256 deep", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_text_full_of_errors_keeps_a_bounded_number_of_them()
    {
        Read("[" + string.Concat(Enumerable.Repeat(" bad,", 10_000)) + "]", out var diagnostics);
        Assert.Equal(Diagnostics.Limit, diagnostics.All.Count);
        Assert.True(diagnostics.Dropped > 9_000);
    }

    [Fact]
    public void No_bytes_make_it_throw_or_hang()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "1", "-", "true", "nul", "//", "/*", "*/", "#", "\n", "<?", "\\", "\u00e9",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 60].Sample(parts =>
        {
            Read(string.Concat(parts.Select(p => pieces[p])), out var diagnostics);
            Assert.True(diagnostics.All.Count <= Diagnostics.Limit);
        });
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            var diagnostics = new Diagnostics();
            JsonReader.Read(bytes, "f", diagnostics);
            Assert.True(diagnostics.All.Count <= Diagnostics.Limit);
        });
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_do_no_harm()
    {
        var root = Read("\ufeff{\r\n \"a\": 1\r\n}\r\n", out var diagnostics);
        Assert.Empty(diagnostics.All);
        Assert.Equal(2, root!["a"]!.Place.Line);
    }
}
