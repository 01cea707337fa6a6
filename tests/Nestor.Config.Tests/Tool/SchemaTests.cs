using System.Text;
using System.Text.RegularExpressions;
using Nestor.Json;

namespace Nestor.Config.Tests.Tool;

/// <summary>What <c>nestor config schema</c> prints, against configurations that are known to be right or wrong.</summary>
public sealed class SchemaTests
{
    private const string Examples = "/usr/share/doc/kea/examples";

    public static TheoryData<string> Files => Directory.Exists(Examples)
        ? [.. new[] { "kea4", "kea6" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Examples, f), "*.json")).Order()]
        : [];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public void Each_example_of_Kea_fits_the_schema(string file)
    {
        var example = Read(File.ReadAllText(file));
        Assert.Empty(Objections(Schema(), example));
        Assert.Empty(Objections(Schema(file.Contains("kea4", StringComparison.Ordinal) ? "4" : "6"), example));
    }

    [Theory]
    [InlineData("""{ "Dhcp4": { "valid-lifetime": 5, "allocator": "Random", "control-socket": { "socket-type": "unix" }, "reservation-mode": "all" } }""", "")]
    [InlineData("""{ "Dhcp4": { "subnet4": [ { "relay": { "ip-address": "192.0.2.1" }, "client-class": "a" } ] }, "Logging": { } }""", "")]
    [InlineData("""{ "Dhcp4": { "valid-lifetme": 5 } }""", "Dhcp4/valid-lifetme")]
    [InlineData("""{ "Dhcp4": { "valid-lifetime": "5" } }""", "Dhcp4/valid-lifetime")]
    [InlineData("""{ "Dhcp4": { "allocator": "best" } }""", "Dhcp4/allocator")]
    [InlineData("""{ "Dhcp6": { "subnet6": [ { "pools": [ { "pol": 1 } ] } ] } }""", "Dhcp6/subnet6/pools/pol")]
    [InlineData("""{ "Dhcp5": { } }""", "Dhcp5")]
    public void The_schema_refuses_what_the_server_refuses_and_takes_older_names(string text, string wrong)
    {
        var objections = Objections(Schema(), Read(text));
        if (wrong.Length == 0)
        {
            Assert.Empty(objections);
        }
        else
        {
            Assert.Contains(wrong, objections);
        }
    }

    [Fact]
    public void The_schema_has_defaults_values_and_meanings()
    {
        var properties = Schema("4")["$defs"]!["Dhcp4"]!["properties"]!;
        Assert.Equal(7200, properties["valid-lifetime"]!["default"]!.Integer);
        Assert.Equal("default lease valid lifetime, seconds", properties["valid-lifetime"]!["description"]!.Text);
        Assert.Equal(["iterative", "random", "flq", "shared-flq"], properties["allocator"]!["anyOf"]!.Items[0]["enum"]!.Items.Select(i => i.Text));
        Assert.True(properties["control-socket"]!["deprecated"]!.Boolean);
    }

    [Fact]
    public void Each_reference_in_the_schema_leads_somewhere()
    {
        var schema = Schema();
        var references = Regex.Matches(JsonWriter.Compact(schema), "#/\\$defs/([^\"]+)").Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.True(references.Length > 40);
        Assert.DoesNotContain(references, r => schema["$defs"]![r] is null);
    }

    private static Element Schema(params string[] family)
    {
        using var tool = new Tool();
        return Read(tool.Run(["schema", .. family]).Output);
    }

    private static Element Read(string text)
    {
        var diagnostics = new Diagnostics();
        var value = JsonReader.Read(Encoding.UTF8.GetBytes(text), "x", diagnostics, JsonReader.OpenFile);
        Assert.False(diagnostics.HasErrors, string.Join('\n', diagnostics.All));
        return value!;
    }

    private static List<string> Objections(Element schema, Element value)
    {
        var wrong = new List<string>();
        Validate(schema, schema, value, "", wrong);
        return wrong;
    }

    /// <summary>The few words of JSON Schema that ours uses.</summary>
    private static void Validate(Element root, Element schema, Element value, string path, List<string> wrong)
    {
        foreach (var (word, rule, _) in schema.Members)
        {
            bool fits = word switch
            {
                "type" => TypeFits(rule.Text, value.Kind),
                "enum" => rule.Items.Any(i => value.Kind == ElementKind.String && i.Text == value.Text),
                "pattern" => value.Kind != ElementKind.String || Regex.IsMatch(value.Text, rule.Text),
                "required" => rule.Items.All(i => value[i.Text] is not null),
                "anyOf" => rule.Items.Any(s => Fits(root, s, value)),
                "additionalProperties" => true,
                "$ref" or "properties" or "items" => true,
                "$schema" or "title" or "description" or "default" or "deprecated" or "$defs" => true,
                _ => throw new InvalidOperationException($"{word} is not known to this test"),
            };
            if (!fits)
            {
                wrong.Add(path);
            }
        }

        if (schema["$ref"] is { } reference)
        {
            Validate(root, root["$defs"]![reference.Text["#/$defs/".Length..]]!, value, path, wrong);
        }

        foreach (var item in schema["items"] is null ? [] : value.Items)
        {
            Validate(root, schema["items"]!, item, path, wrong);
        }

        foreach (var member in schema["properties"] is null ? [] : value.Members)
        {
            string inner = path.Length == 0 ? member.Name : $"{path}/{member.Name}";
            if (schema["properties"]![member.Name] is { } property)
            {
                Validate(root, property, member.Value, inner, wrong);
            }
            else if (schema["additionalProperties"] is { Boolean: false })
            {
                wrong.Add(inner);
            }
        }
    }

    private static bool Fits(Element root, Element schema, Element value)
    {
        var wrong = new List<string>();
        Validate(root, schema, value, "", wrong);
        return wrong.Count == 0;
    }

    private static bool TypeFits(string type, ElementKind kind) => type switch
    {
        "integer" => kind == ElementKind.Integer,
        "number" => kind is ElementKind.Integer or ElementKind.Real,
        "boolean" => kind == ElementKind.Boolean,
        "string" => kind == ElementKind.String,
        "array" => kind == ElementKind.List,
        _ => kind == ElementKind.Map,
    };
}
