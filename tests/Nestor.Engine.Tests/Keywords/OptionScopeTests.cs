using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>
/// <c>option-data</c> in each scope that knows it, keyword by keyword, from the configuration's text to the bytes of
/// the offer. Above the scope another option with the same code says something else.
/// </summary>
public sealed class OptionScopeTests
{
    private const byte TftpServerName = 66;

    /// <summary>Members of the option; what is above; the code asked for; the body that must come, null for none.</summary>
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["name"] = new("\"name\": \"domain-name\", \"data\": \"here.example\"", "\"code\": 15, \"data\": \"up.example\"", 15, "here.example"u8.ToArray()),
        ["code"] = new("\"code\": 15, \"data\": \"here.example\"", "\"name\": \"domain-name\", \"data\": \"up.example\"", 15, "here.example"u8.ToArray()),
        ["data"] = new("\"name\": \"routers\", \"data\": \"192.0.2.7, 192.0.2.8\"", "\"name\": \"routers\", \"data\": \"192.0.2.9\"", 3, [192, 0, 2, 7, 192, 0, 2, 8]),
        ["space"] = new(
            "\"code\": 1, \"space\": \"vendor-encapsulated-options-space\", \"data\": \"0102\"",
            "\"code\": 1, \"space\": \"vendor-encapsulated-options-space\", \"data\": \"0304\"", 43, [1, 2, 1, 2]),
        ["csv-format"] = new(
            "\"name\": \"domain-name\", \"csv-format\": false, \"data\": \"6162\"", "\"name\": \"domain-name\", \"data\": \"6162\"", 15, "ab"u8.ToArray()),
        ["always-send"] = new(
            "\"name\": \"tftp-server-name\", \"always-send\": true, \"data\": \"here\"", "\"name\": \"tftp-server-name\", \"data\": \"up\"", TftpServerName, "here"u8.ToArray())
        {
            IsAsked = false,
        },
        ["never-send"] = new(
            "\"name\": \"domain-name\", \"never-send\": true", "\"name\": \"domain-name\", \"data\": \"up.example\", \"always-send\": true", 15, null),
    };

    public static IEnumerable<TheoryDataRow<string, string>> Everywhere =>
        from keyword in Rows.Keys from scope in (string[])[.. Scopes.Options, Scopes.Class] select new TheoryDataRow<string, string>(keyword, scope);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void An_option_of_every_scope_is_sent_as_each_of_its_keywords_says(string keyword, string scope)
    {
        var row = Rows[keyword];
        Assert.Equal(row.Body, Offered(Scopes.Text(scope, Data(row.Here)), row));
        Assert.Equal(row.Body, Offered(Scopes.Text(scope, Data(row.Here), Data(row.Above)), row));

        // Without the scope's own option, what is above shows (or nothing, in the uppermost scope).
        Assert.NotEqual(row.Body ?? [], Offered(Scopes.Text(scope, "", Data(row.Above)), row) ?? (scope == Scopes.Global ? [1] : []));
    }

    [Fact]
    public void An_option_marked_never_send_is_not_sent_though_a_nearer_scope_has_it()
    {
        var row = Rows["never-send"];
        string text = Scopes.Text(Scopes.Pool, Data("\"name\": \"domain-name\", \"data\": \"here.example\""), Data(row.Here));
        Assert.Null(Offered(text, row));
    }

    [Fact]
    public void An_option_of_an_enterprise_goes_into_option_125_in_every_scope()
    {
        foreach (string scope in Scopes.Options)
        {
            const string Option = "\"name\": \"vivso-suboptions\", \"data\": \"4491\" }, { \"code\": 7, \"space\": \"vendor-4491\", \"data\": \"0a0b\", \"always-send\": true";
            Assert.Equal<byte>(
                [0, 0, 0x11, 0x8B, 4, 7, 2, 0x0A, 0x0B],
                Offered(Scopes.Text(scope, Data(Option)), new Row("", "", 125, null))!);
        }
    }

    /// <summary>Sub-option 2 is there for who asks, 7 for everybody, 8 for nobody.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("", "37 01 7D", null)]
    [InlineData("", "7C 05 0000118B00", "0000118B 04 07020A0B")]
    [InlineData("", "7D 05 0000118B00", "0000118B 04 07020A0B")]
    [InlineData("", "7D 08 0000118B 03 010102", "0000118B 0A 0204C0000209 07020A0B")]
    [InlineData("{ \"name\": \"vivso-suboptions\", \"data\": \"4491\" },", "", null)]
    [InlineData("{ \"name\": \"vivso-suboptions\", \"data\": \"4491\" },", "37 01 7D", "0000118B 04 07020A0B")]
    [InlineData("{ \"name\": \"vivso-suboptions\", \"data\": \"4491\", \"always-send\": true },", "", "0000118B 04 07020A0B")]
    [InlineData("{ \"name\": \"vivso-suboptions\", \"data\": \"9\" },", "37 01 7D", "00000009 00")]
    [InlineData("{ \"name\": \"vivso-suboptions\", \"data\": \"9\" }, { \"name\": \"vivso-suboptions\", \"data\": \"4491\" },", "37 01 7D", "00000009 00 0000118B 04 07020A0B")]
    [InlineData("{ \"name\": \"vivso-suboptions\", \"csv-format\": false, \"data\": \"0000118B03070100\" },", "37 01 7D", "0000118B 03 070100")]
    public void Option_125_has_what_is_always_sent_of_the_enterprises_configured_or_named_and_what_a_device_asks_for__RFC3925_4(
        string more, string asked, string? hex)
    {
        string text = $$"""
            "option-data": [ {{more}} { "name": "tftp-servers", "space": "vendor-4491", "data": "192.0.2.9" },
              { "code": 7, "space": "vendor-4491", "csv-format": false, "data": "0a0b", "always-send": true },
              { "code": 8, "space": "vendor-4491", "csv-format": false, "data": "0c" } ],
            """ + Scopes.Text(Scopes.Global, "");
        var query = new Query(MessageType4.Discover);
        byte[] option = Hex(asked);
        var offer = new Bench(text).Send(option.Length > 0 ? query.With(option[0], option[2..]) : query);
        Assert.Equal(hex is not null, offer!.TryOption(OptionCode4.Vivso, out var body));
        Assert.Equal(Hex(hex ?? ""), body.ToArray());

        static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"type\": \"uint16\", \"array\": true", "1, 2, 3", "000100020003")]
    [InlineData("\"type\": \"uint16\", \"array\": false", "1", "0001")]
    [InlineData("\"type\": \"uint16\"", "1", "0001")]
    [InlineData("\"type\": \"string\", \"space\": \"dhcp4\"", "x", "78")]
    [InlineData("\"type\": \"record\", \"record-types\": \"uint8, ipv4-address\"", "7, 192.0.2.1", "07C0000201")]
    [InlineData("\"type\": \"record\", \"record-types\": \"uint8, uint16\", \"array\": true", "7, 1, 2", "0700010002")]
    [InlineData("\"type\": \"uint8\", \"encapsulate\": \"inner\"", "7", "07010109")]
    public void An_option_is_encoded_as_each_keyword_of_its_definition_says(string definition, string data, string hex)
    {
        string text = $$"""
            "option-def": [ { "name": "mine", "code": 230, {{definition}} }, { "name": "sub", "code": 1, "type": "uint8", "space": "inner" } ],
            "option-data": [ { "name": "mine", "data": "{{data}}" }, { "name": "sub", "space": "inner", "data": "9" } ],
            """ + Scopes.Text(Scopes.Global, "");
        Assert.Equal(hex, Convert.ToHexString(Offered(text, new Row("", "", 230, null))!));
    }

    [Fact]
    public void Two_values_where_one_fits_are_one_without_array()
    {
        string text = """
            "option-def": [ { "name": "mine", "code": 230, "type": "uint16" } ], "option-data": [ { "name": "mine", "data": "1, 2" } ],
            """ + Scopes.Text(Scopes.Global, "");
        Assert.Equal<byte>([0, 1], Offered(text, new Row("", "", 230, null))!);
    }

    private static string Data(string option) => $"\"option-data\": [ {{ {option} }} ]";

    private static byte[]? Offered(string text, Row row)
    {
        var query = new Query(MessageType4.Discover);
        var offer = new Bench(text).Send(row.IsAsked ? query.With(OptionCode4.ParameterRequestList, row.Code) : query);
        return offer!.TryOption(row.Code, out var body) ? body.ToArray() : null;
    }

    private sealed record Row(string Here, string Above, byte Code, byte[]? Body)
    {
        /// <summary>The client asks for the option.</summary>
        public bool IsAsked { get; init; } = true;
    }
}
