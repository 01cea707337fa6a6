using System.Text;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>As <see cref="NameScopeTests"/> for DHCPv6.</summary>
public sealed class NameScope6Tests
{
    private const string Enabled = "\"dhcp-ddns\": { \"enable-updates\": true }";

    private static readonly Dictionary<string, (string Here, string Above, string Sent, string Expected)> Rows = new()
    {
        ["ddns-send-updates"] = ("false", "true", "\x1host.x.", "6 host.x. | host.x. 00"),
        ["ddns-override-no-update"] = ("true", "false", "\x4host.x.", "3 host.x. | host.x. 11"),
        ["ddns-override-client-update"] = ("true", "false", "\0host.x.", "3 host.x. | host.x. 11"),
        ["ddns-replace-client-name"] = ("\"when-present\"", "\"never\"", "\x1host.x.", "1 myhost-2001-db8--10. | myhost-2001-db8--10. 11"),
        ["ddns-generated-prefix"] = ("\"Here\"", "\"up\"", "\x1", "1 here-2001-db8--10. | here-2001-db8--10. 11"),
        ["ddns-qualifying-suffix"] = ("\"here.example.\"", "\"up.example\"", "\x1HOST", "1 host.here.example. | host.here.example. 11"),
        ["hostname-char-set"] = ("\"[_]\"", "\"[^_]\"", "\x1" + "a_b!", "1 ab!. | ab!. 11"),
        ["hostname-char-replacement"] = ("\"X\"", "\"y\"", "\x1" + "a_b", "1 axb. | axb. 11"),
    };

    public static IEnumerable<TheoryDataRow<string, string>> Everywhere =>
        from keyword in Rows.Keys from scope in (string[])[.. Scopes.Parameters, Scopes.Pool, Scopes.MemberPool] select new TheoryDataRow<string, string>(keyword, scope);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_parameter_of_names_shows_in_answer_and_lease_in_every_scope(string keyword, string scope)
    {
        var (here, above, sent, expected) = Rows[keyword];
        string set = $"\"{keyword}\": {here}";
        Assert.Equal(expected, Named(Scopes6.Text(scope, set, "", Enabled), sent));
        Assert.Equal(expected, Named(Scopes6.Text(scope, set, $"\"{keyword}\": {above}", Enabled), sent));
        Assert.NotEqual(expected, Named(Scopes6.Text(scope, "", "", Enabled), sent));
    }

    [Theory]
    [InlineData(0, "0 h.x. | h.x. 01")]
    [InlineData(1, "1 h.x. | h.x. 11")]
    [InlineData(4, "4 h.x. | h.x. 00")]
    public void Flags_follow_what_the_client_wants__RFC4704_6(byte flags, string expected) =>
        Assert.Equal(expected, Named(Scopes6.Text(Scopes.Subnet, "", "", Enabled), (char)flags + "h.x."));

    [Theory]
    [InlineData("never", null, "none | 00")]
    [InlineData("always", null, "1 myhost-2001-db8--10.example.org. | myhost-2001-db8--10.example.org. 11")]
    [InlineData("always", "\x1h.x.", "1 myhost-2001-db8--10.example.org. | myhost-2001-db8--10.example.org. 11")]
    [InlineData("when-present", null, "none | 00")]
    [InlineData("when-not-present", null, "1 myhost-2001-db8--10.example.org. | myhost-2001-db8--10.example.org. 11")]
    [InlineData("when-not-present", "\x1h.x.", "1 h.x. | h.x. 11")]
    [InlineData("never", "\x1__", "none | 00")]
    [InlineData("never", "\x1" + "a._.b", "none | 00")]
    public void A_name_is_replaced_when_the_mode_says_and_ignored_when_nothing_is_left_of_it(string mode, string? sent, string expected)
    {
        string set = $"\"ddns-qualifying-suffix\": \"example.org\", \"ddns-replace-client-name\": \"{mode}\"";
        Assert.Equal(expected, Named(Scopes6.Text(Scopes.Global, set, "", Enabled), sent).Replace("|  ", "| ", StringComparison.Ordinal));
    }

    [Fact]
    public void No_name_is_made_of_an_address_where_no_updates_are_sent() => Assert.Equal(
        "none | 00", Named(Scopes6.Text(Scopes.Global, "\"ddns-replace-client-name\": \"always\"", ""), null).Replace("|  ", "| ", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "2001:db8::10", "none | h 00")]
    [InlineData("\"ip-addresses\": [ \"2001:db8::99\" ], ", "2001:db8::99", "none | h.example.org 00")]
    public void A_reserved_name_that_no_option_tells_is_stored_whole_with_a_reserved_address_only(string addresses, string address, string expected)
    {
        string members = Scopes6.Text(Scopes.Host, addresses + "\"hostname\": \"h\"", "", Enabled + ", \"ddns-qualifying-suffix\": \"example.org\"");
        Assert.Equal(expected, Named(members, null, address));
    }

    [Fact]
    public void A_reserved_name_is_stored_whole_too_when_the_reserved_address_was_given_back_and_is_renewed()
    {
        string members = Scopes6.Text(
            Scopes.Host, "\"ip-addresses\": [ \"2001:db8::99\" ], \"hostname\": \"h\"", "", Enabled + ", \"ddns-qualifying-suffix\": \"example.org\"");
        var bench = Scopes6.Bench(members);
        byte[] ia = Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(Ip6.Parse("2001:db8::99")));
        foreach (var type in (ReadOnlySpan<MessageType6>)[MessageType6.Request, MessageType6.Renew, MessageType6.Release, MessageType6.Renew])
        {
            Assert.NotNull(bench.Send(Bench6.Message(type, 1, true, ia)));
        }

        int slot = bench.Engine.Leases.Find(Ip6.Parse("2001:db8::99"));
        Assert.Equal(Model.Leases.LeaseState.Default, bench.Engine.Leases.Fields(slot).State);
        Assert.Equal("h.example.org", Encoding.Latin1.GetString(bench.Engine.Leases.Hostname(slot)));
    }

    [Fact]
    public void A_generated_name_does_not_end_in_a_hyphen_before_its_suffix()
    {
        string text = Scopes6.Text(Scopes.Global, "\"ddns-qualifying-suffix\": \"example.org\"", "", Enabled)
            .Replace("2001:db8::10 - ", "2001:db8:: - ", StringComparison.Ordinal);
        Assert.StartsWith("1 myhost-2001-db8--0.example.org. |", Named(text, "\x1", "2001:db8::"), StringComparison.Ordinal);
    }

    /// <summary>Flags and name of option 39, the name the lease has, and its flags forward and reverse.</summary>
    private static string Named(string members, string? sent, string address = "2001:db8::10")
    {
        var bench = Scopes6.Bench(members);
        byte[] ia = Bench6.Ia(OptionCode6.IaNa, 1);
        List<byte[]> options = [ia];
        if (sent is not null)
        {
            byte[] body = Encoding.Latin1.GetBytes(sent);
            var labels = new List<byte>();
            Assert.True(DomainName.TryAppend(sent[1..], labels, isPartial: !sent.EndsWith('.')));
            options.Add(Bench6.Option(OptionCode6.ClientFqdn, [body[0], .. labels]));
        }

        byte[]? reply = bench.Send(Bench6.Message(MessageType6.Request, 1, true, [.. options]));
        string told = "none";
        if (OptionCursor6.TryFind(reply.AsSpan(Packet6.HeaderLength), OptionCode6.ClientFqdn, out var fqdn))
        {
            Span<byte> name = stackalloc byte[DomainName.MaxLength];
            Assert.Equal(Wire.Cursor.DecodeError.None, ClientFqdn6.Read(fqdn, out var read));
            Assert.True(read.TryName(name, out int length, out bool isPartial));
            told = $"{(int)read.Flags} {Encoding.Latin1.GetString(name[..length])}{(isPartial ? "" : ".")}";
        }

        int slot = bench.Engine.Leases.Find(Ip6.Parse(address));
        var fields = bench.Engine.Leases.Fields(slot);
        string lease = Encoding.Latin1.GetString(bench.Engine.Leases.Hostname(slot));
        return $"{told} | {lease} {(fields.IsFqdnForward ? 1 : 0)}{(fields.IsFqdnReverse ? 1 : 0)}";
    }
}
