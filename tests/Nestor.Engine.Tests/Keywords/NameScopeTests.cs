using System.Text;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>Parameters of names, from the configuration's text to what the client is told and its lease is stored with.</summary>
public sealed class NameScopeTests
{
    private const string Enabled = "\"dhcp-ddns\": { \"enable-updates\": true }";

    /// <summary>Value in the scope, value above it, what option the client sends, what comes of it with the first value.</summary>
    private static readonly Dictionary<string, (string Here, string Above, byte Code, string Sent, string Expected)> Rows = new()
    {
        ["ddns-send-updates"] = ("false", "true", OptionCode4.Fqdn, "\x1host.x.", "81=10 host.x. | host.x. 00"),
        ["ddns-override-no-update"] = ("true", "false", OptionCode4.Fqdn, "\x8host.x.", "81=3 host.x. | host.x. 11"),
        ["ddns-override-client-update"] = ("true", "false", OptionCode4.Fqdn, "\0host.x.", "81=3 host.x. | host.x. 11"),
        ["ddns-replace-client-name"] = ("\"always\"", "\"never\"", OptionCode4.HostName, "host", "12=myhost-192-0-2-10 | myhost-192-0-2-10 11"),
        ["ddns-generated-prefix"] = ("\"Here\"", "\"up\"", OptionCode4.HostName, ".", "12=Here-192-0-2-10 | here-192-0-2-10 11"),
        ["ddns-qualifying-suffix"] = ("\"here.example.\"", "\"up.example\"", OptionCode4.Fqdn, "\x1HOST", "81=1 host.here.example. | host.here.example. 11"),
        ["hostname-char-set"] = ("\"[_]\"", "\"[^_]\"", OptionCode4.HostName, "a_b!", "12=ab! | ab! 11"),
        ["hostname-char-replacement"] = ("\"X\"", "\"y\"", OptionCode4.HostName, "a_b", "12=axb | axb 11"),
    };

    public static IEnumerable<TheoryDataRow<string, string>> Everywhere =>
        from keyword in Rows.Keys from scope in (string[])[.. Scopes.Parameters, Scopes.Pool, Scopes.MemberPool] select new TheoryDataRow<string, string>(keyword, scope);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_parameter_of_names_shows_in_answer_and_lease_in_every_scope(string keyword, string scope)
    {
        var (here, above, code, sent, expected) = Rows[keyword];
        string set = $"\"{keyword}\": {here}";
        Assert.Equal(expected, Named(Scopes.Text(scope, set, "", Enabled), code, sent));
        Assert.Equal(expected, Named(Scopes.Text(scope, set, $"\"{keyword}\": {above}", Enabled), code, sent));
        Assert.NotEqual(expected, Named(Scopes.Text(scope, "", "", Enabled), code, sent));
    }

    [Theory]
    [InlineData(0, "81=0 h.x. | h.x. 01")]
    [InlineData(1, "81=1 h.x. | h.x. 11")]
    [InlineData(8, "81=8 h.x. | h.x. 00")]
    public void Flags_follow_what_the_client_wants__RFC4702_4(byte flags, string expected) =>
        Assert.Equal(expected, Named(Enabled + ", " + Bench.PlainSubnet, OptionCode4.Fqdn, (char)flags + "h.x."));

    /// <summary>It is Kea's hook library ddns_tuning that looks at the class, and only at what is sent to the DDNS server.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void Class_SKIP_DDNS_alone_changes_neither_name_nor_flags(byte flags)
    {
        string sent = (char)flags + "h.x.";
        const string Skip = "\"client-classes\": [ { \"name\": \"SKIP_DDNS\", \"test\": \"member('ALL')\" } ], ";
        Assert.Equal(
            Named(Enabled + ", " + Bench.PlainSubnet, OptionCode4.Fqdn, sent),
            Named(Enabled + ", " + Skip + Bench.PlainSubnet, OptionCode4.Fqdn, sent));
    }

    [Theory]
    [InlineData(0, "81=8 h.x. | h.x. 00")]
    [InlineData(1, "81=10 h.x. | h.x. 00")]
    [InlineData(8, "81=8 h.x. | h.x. 00")]
    public void Without_updates_the_name_is_stored_and_the_client_told_that_nothing_is_updated(byte flags, string expected) =>
        Assert.Equal(expected, Named(Bench.PlainSubnet, OptionCode4.Fqdn, (char)flags + "h.x."));

    [Theory]
    [InlineData("never", "host", "12=host.example.org")]
    [InlineData("never", null, "")]
    [InlineData("always", "host", "12=myhost-192-0-2-10.example.org")]
    [InlineData("always", null, "12=myhost-192-0-2-10.example.org")]
    [InlineData("when-present", "host", "12=myhost-192-0-2-10.example.org")]
    [InlineData("when-present", null, "")]
    [InlineData("when-not-present", "host", "12=host.example.org")]
    [InlineData("when-not-present", null, "12=myhost-192-0-2-10.example.org")]
    public void A_name_is_replaced_when_the_mode_says(string mode, string? sent, string told)
    {
        string members = $"\"ddns-qualifying-suffix\": \"example.org\", \"ddns-replace-client-name\": \"{mode}\", " + Bench.PlainSubnet;
        Assert.StartsWith(told + " |", Named(members, OptionCode4.HostName, sent), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OptionCode4.HostName, "a.b", "12=a.b")]
    [InlineData(OptionCode4.HostName, "dot.", "12=dot.example.org")]
    [InlineData(OptionCode4.HostName, "a.b.", "12=a.b.")]
    [InlineData(OptionCode4.Fqdn, "\x1" + "a.b", "81=10 a.b.example.org.")]
    [InlineData(OptionCode4.Fqdn, "\x1" + "a.b.", "81=10 a.b.")]
    [InlineData(OptionCode4.Fqdn, "\x1" + "a.example.org", "81=10 a.example.org.")]
    [InlineData(OptionCode4.Fqdn, "\x1" + "aexample.org", "81=10 aexample.org.example.org.")]
    [InlineData(OptionCode4.Fqdn, "\x1", "81=10 myhost-192-0-2-10.example.org.")]
    [InlineData(OptionCode4.Fqdn, "\x1__", "")]
    [InlineData(OptionCode4.Fqdn, "\x1" + "a._.b", "")]
    [InlineData(OptionCode4.HostName, "a._.b", "")]
    [InlineData(OptionCode4.HostName, "__", "")]
    public void A_partial_name_is_qualified_and_one_of_which_nothing_is_left_ignored(byte code, string sent, string told) =>
        Assert.StartsWith(told + " |", Named("\"ddns-qualifying-suffix\": \"example.org\", " + Bench.PlainSubnet, code, sent), StringComparison.Ordinal);

    [Theory]
    [InlineData("Part.sub", "12=part.sub.example.org | part.sub.example.org 11")]
    [InlineData("whole.example.net.", "12=whole.example.net | whole.example.net 11")]
    public void A_reserved_name_is_qualified_unless_it_is_whole_and_wins_over_every_mode(string reserved, string expected)
    {
        string members = Enabled + ", \"ddns-qualifying-suffix\": \"example.org\", \"ddns-replace-client-name\": \"always\", "
            + Scopes.Text(Scopes.Host, $"\"hostname\": \"{reserved}\"");
        Assert.Equal(expected, Named(members, OptionCode4.HostName, "mine"));
    }

    [Fact]
    public void Who_updates_the_DNS_is_still_known_of_a_released_lease()
    {
        var bench = new Bench(Enabled + ", \"ddns-generated-prefix\": \"Gen\", " + Bench.PlainSubnet);
        Give(bench, OptionCode4.HostName, ".");
        var address = Nestor.Wire.Values.Ip4.Parse("192.0.2.10");
        bench.Send(new Query(MessageType4.Release) { Ciaddr = address, Source = address, Destination = Bench.Eth0.Address }
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        var lease = bench.LeaseOf(address)!.Value;
        Assert.Equal((Model.Leases.LeaseState.Released, true, true), (lease.State, lease.IsFqdnForward, lease.IsFqdnReverse));
        Assert.Equal("gen-192-0-2-10", Encoding.Latin1.GetString(bench.Engine.Leases.Hostname(bench.Engine.Leases.Find(address))));
    }

    /// <summary>What is told, the name the lease has, and its flags forward and reverse.</summary>
    private static string Named(string members, byte code, string? sent)
    {
        var bench = new Bench(members);
        var ack = Give(bench, code, sent);
        string told = ack.TryOption(OptionCode4.HostName, out var name) ? "12=" + Encoding.Latin1.GetString(name) : "";
        told += ack.TryOption(OptionCode4.Fqdn, out var fqdn) ? $"81={fqdn[0]} {Encoding.Latin1.GetString(fqdn[3..])}" : "";
        int slot = bench.Engine.Leases.Find(ack.Yiaddr);
        var fields = bench.Engine.Leases.Fields(slot);
        string lease = Encoding.Latin1.GetString(bench.Engine.Leases.Hostname(slot));
        return $"{told} | {lease} {(fields.IsFqdnForward ? 1 : 0)}{(fields.IsFqdnReverse ? 1 : 0)}";
    }

    /// <param name="sent">Of option 81 the first character is the flags.</param>
    private static Packet4 Give(Bench bench, byte code, string? sent)
    {
        var query = new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Nestor.Wire.Values.Ip4.Parse("192.0.2.10"))
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);
        if (sent is not null)
        {
            byte[] body = Encoding.Latin1.GetBytes(sent);
            query.With(code, code == OptionCode4.Fqdn ? [body[0], 0, 0, .. body[1..]] : body);
        }

        return bench.Send(query)!;
    }
}
