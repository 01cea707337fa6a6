using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>As <see cref="OptionScopeTests"/> for DHCPv6: each keyword of <c>option-data</c> in each scope, to the bytes of the answer.</summary>
public sealed class OptionScope6Tests
{
    private const byte DnsServers = 23;
    private const byte BootFileUrl = 59;

    private static readonly byte[] Seven = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7];

    /// <summary>Members of the option; what is above; the code asked for; the body that must come, null for none.</summary>
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["name"] = new("\"name\": \"dns-servers\", \"data\": \"2001:db8::7\"", "\"code\": 23, \"data\": \"2001:db8::9\"", DnsServers, Seven),
        ["code"] = new("\"code\": 23, \"data\": \"2001:db8::7\"", "\"name\": \"dns-servers\", \"data\": \"2001:db8::9\"", DnsServers, Seven),
        ["data"] = new("\"name\": \"dns-servers\", \"data\": \"2001:db8::7, 2001:db8::7\"", "\"name\": \"dns-servers\", \"data\": \"2001:db8::9\"", DnsServers, [.. Seven, .. Seven]),
        ["space"] = new(
            "\"code\": 7, \"space\": \"vendor-2495\", \"data\": \"0102\", \"always-send\": true",
            "\"code\": 7, \"space\": \"vendor-2495\", \"data\": \"0304\", \"always-send\": true", 17, [0, 0, 0x09, 0xBF, 0, 7, 0, 2, 1, 2]),
        ["csv-format"] = new("\"name\": \"bootfile-url\", \"csv-format\": false, \"data\": \"6162\"", "\"name\": \"bootfile-url\", \"data\": \"6162\"", BootFileUrl, "ab"u8.ToArray()),
        ["always-send"] = new("\"name\": \"bootfile-url\", \"always-send\": true, \"data\": \"here\"", "\"name\": \"bootfile-url\", \"data\": \"up\"", BootFileUrl, "here"u8.ToArray())
        {
            IsAsked = false,
        },
        ["never-send"] = new("\"name\": \"dns-servers\", \"never-send\": true", "\"name\": \"dns-servers\", \"data\": \"2001:db8::9\", \"always-send\": true", DnsServers, null),
    };

    public static IEnumerable<TheoryDataRow<string, string>> Everywhere =>
        from keyword in Rows.Keys from scope in (string[])[.. Scopes6.Options, Scopes.Class] select new TheoryDataRow<string, string>(keyword, scope);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void An_option_of_every_scope_is_sent_as_each_of_its_keywords_says(string keyword, string scope)
    {
        var row = Rows[keyword];
        Assert.Equal(row.Body, Offered(Scopes6.Text(scope, Data(row.Here)), row));
        Assert.Equal(row.Body, Offered(Scopes6.Text(scope, Data(row.Here), Data(row.Above)), row));

        // Without the scope's own option, what is above shows (or nothing, in the uppermost scope).
        Assert.NotEqual(row.Body ?? [], Offered(Scopes6.Text(scope, "", Data(row.Above)), row) ?? (scope == Scopes.Global ? [1] : []));
    }

    [Theory]
    [InlineData("\"type\": \"uint16\", \"array\": true", "1, 2, 3", "000100020003")]
    [InlineData("\"type\": \"uint16\"", "1", "0001")]
    [InlineData("\"type\": \"string\", \"space\": \"dhcp6\"", "x", "78")]
    [InlineData("\"type\": \"record\", \"record-types\": \"uint8, ipv6-address\"", "7, ::1", "0700000000000000000000000000000001")]
    [InlineData("\"type\": \"uint8\", \"encapsulate\": \"inner\"", "7", "070001000109")]
    public void An_option_is_encoded_as_each_keyword_of_its_definition_says(string definition, string data, string hex)
    {
        string text = $$"""
            "option-def": [ { "name": "mine", "code": 230, {{definition}} }, { "name": "sub", "code": 1, "type": "uint8", "space": "inner" } ],
            "option-data": [ { "name": "mine", "data": "{{data}}" }, { "name": "sub", "space": "inner", "data": "9" } ],
            """ + Scopes6.Text(Scopes.Global, "");
        Assert.Equal(hex, Convert.ToHexString(Offered(text, new Row("", "", 230, null))!));
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("", "0010 0004 00000DE9", true)]
    [InlineData("", "0010 0004 00000DEA", false)]
    [InlineData("", "0011 0004 00000DE9", true)]
    [InlineData("{ \"name\": \"vendor-opts\", \"data\": \"3561\" }, ", "", false)]
    [InlineData("{ \"name\": \"vendor-opts\", \"data\": \"3561\" }, ", "0006 0002 0011", true)]
    [InlineData("{ \"name\": \"vendor-opts\", \"data\": \"3561\", \"always-send\": true }, ", "", true)]
    public void Options_of_a_vendor_are_for_clients_that_name_it_or_get_option_17_of_it(string more, string option, bool isSent)
    {
        string text = $$"""
            "option-data": [ {{more}}{ "code": 9, "space": "vendor-3561", "csv-format": false, "data": "77", "always-send": true },
              { "code": 8, "space": "vendor-3561", "csv-format": false, "data": "78" } ],
            """ + Scopes6.Text(Scopes.Global, "");
        byte[] asked = Convert.FromHexString(option.Replace(" ", "", StringComparison.Ordinal));
        Packet6.Read(Scopes6.Solicit(Scopes6.Bench(text), Scopes6.Na, asked)!, out var packet);
        Assert.Equal(isSent, packet.TryOption(OptionCode6.VendorOpts, out var body));
        Assert.Equal(isSent ? "00000DE90009000177" : "", Convert.ToHexString(body));
    }

    [Theory]
    [InlineData("4491", "0006 0002 0011", "0000118B")]
    [InlineData("4491", "0011 000A 0000118B 0001 0002 0020", "0000118B 0020 0010 20010DB8000000000000000000000009")]
    [InlineData("9", "0006 0002 0011", "00000009")]
    public void Option_17_has_what_a_device_asks_for_and_is_sent_without_anything_too(string enterprise, string option, string hex)
    {
        string text = $$"""
            "option-data": [ { "name": "vendor-opts", "data": "{{enterprise}}" }, { "name": "tftp-servers", "space": "vendor-4491", "data": "2001:db8::9" } ],
            """ + Scopes6.Text(Scopes.Global, "");
        byte[] asked = Convert.FromHexString(option.Replace(" ", "", StringComparison.Ordinal));
        Packet6.Read(Scopes6.Solicit(Scopes6.Bench(text), Scopes6.Na, asked)!, out var packet);
        Assert.True(packet.TryOption(OptionCode6.VendorOpts, out var body));
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(body));
    }

    private static string Data(string option) => $"\"option-data\": [ {{ {option} }} ]";

    private static byte[]? Offered(string text, Row row)
    {
        byte[] asked = row.IsAsked ? Bench6.Option(OptionCode6.Oro, 0, row.Code) : [];
        byte[] vendor = Bench6.Option(OptionCode6.VendorClass, 0, 0, 0x09, 0xBF);
        Packet6.Read(Scopes6.Solicit(Scopes6.Bench(text), Scopes6.Na, Scopes6.Pd, asked, vendor)!, out var packet);
        return packet.TryOption(row.Code, out var body) ? body.ToArray() : null;
    }

    private sealed record Row(string Here, string Above, byte Code, byte[]? Body)
    {
        /// <summary>The client asks for the option.</summary>
        public bool IsAsked { get; init; } = true;
    }
}
