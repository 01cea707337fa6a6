using Nestor.Config.Loading;
using Nestor.Config.Writing;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>The form in which a server tells its configuration.</summary>
public sealed class NormalFormTests
{
    private const string Rich = """
        "valid-lifetime": 4000, "max-valid-lifetime": 5000, "comment": "hi", "hostname-char-set": "x", "ddns-replace-client-name": true,
        "option-def": [ { "name": "foo", "code": 222, "type": "uint32", "comment": "mine" }, { "name": "c", "code": 224, "type": "empty", "encapsulate": "bar" },
          { "name": "sub", "code": 1, "space": "bar", "type": "record", "record-types": "uint8,uint8" } ],
        "option-data": [ { "name": "foo", "data": "17" }, { "name": "c" }, { "name": "sub", "space": "bar", "data": "1, 2" }, { "code": 230, "data": "ab" },
          { "code": 2, "space": "vendor-9", "csv-format": false, "data": "ab" }, { "name": "routers", "data": "c0000201", "csv-format": false } ],
        "client-classes": [ { "name": "a", "valid-lifetime": 7, "only-if-required": true,
          "option-def": [ { "name": "pc", "code": 43, "type": "string" } ], "option-data": [ { "name": "pc", "data": "x" } ] },
          { "name": "b", "min-valid-lifetime": 8 }, { "name": "c", "max-valid-lifetime": 9 }, { "name": "d", "min-valid-lifetime": 1, "valid-lifetime": 2 } ],
        "dhcp-queue-control": { "enable-queue": true },
        "reservations": [ { "hw-address": "AA:bb:CC:00:11:22", "hostname": "One" } ],
        "loggers": [ { "name": "kea-dhcp4", "output_options": [ { "output": "stdout" } ] } ],
        "dhcp-ddns": { "enable-updates": false, "server-ip": "2001:DB8::1", "qualifying-suffix": "example.org" },
        "shared-networks": [ { "name": "z", "min-valid-lifetime": 1000, "relay": { "ip-address": "192.0.2.9" },
            "subnet4": [ { "subnet": "10.2.0.0/24" }, { "id": 1, "subnet": "10.1.0.0/24", "relay": { "ip-addresses": [ "192.0.2.8" ] } } ] }, { "name": "a" } ],
        "subnet4": [ { "id": 7, "subnet": "10.0.0.0/24", "client-class": "a", "reservation-mode": "global", "next-server": "192.0.2.1",
          "pools": [ { "pool": "10.0.0.128 - 10.0.0.255" }, { "pool": "10.0.0.5-10.0.0.6", "client-class": "a" } ],
          "reservations": [ { "client-id": "01:aa:bb", "ip-address": "10.0.0.9" }, { "circuit-id": "'abc'", "hostname": "x" } ] } ]
        """;

    private const string Rich6 = """
        "preferred-lifetime": 3000, "mac-sources": [ "rfc6939", "duid" ], "relay-supplied-options": [ "110", "dns-servers" ],
        "server-id": { "type": "EN", "enterprise-id": 9, "identifier": "aabb" },
        "shared-networks": [ { "name": "n", "rapid-commit": true, "subnet6": [ { "id": 3, "subnet": "2001:DB8:3::/48" } ] } ],
        "subnet6": [ { "id": 1, "subnet": "2001:DB8:1::/48", "pools": [ { "pool": "2001:db8:1:2::/64" }, { "pool": "2001:db8:1:1::1 - 2001:db8:1:1::ff" } ],
          "pd-pools": [ { "prefix": "2001:DB8:8::", "prefix-len": 48, "delegated-len": 56, "excluded-prefix": "2001:db8:8:0:80::", "excluded-prefix-len": 64 } ],
          "reservations": [ { "duid": "0A0B", "ip-addresses": [ "2001:DB8:1::0:1" ], "prefixes": [ "2001:DB8:9::/56" ] } ] } ]
        """;

    [Fact]
    public void Read_again_it_is_the_same()
    {
        Again(Texts.Good(Rich), Texts.LoadWhole);
        Again(Texts.Good6(Rich6), Texts.LoadWhole6);
        Again(Texts.Good(""), Texts.LoadWhole);
        Again(Texts.Good6(""), Texts.LoadWhole6);
    }

    [Theory]
    [InlineData("user-context", "{ \"comment\": \"hi\" }")]
    [InlineData("max-valid-lifetime", "5000")]
    [InlineData("min-valid-lifetime", null)]
    [InlineData("t2-percent", "0.875")]
    [InlineData("ddns-qualifying-suffix", "\"example.org\"")]
    [InlineData("ddns-replace-client-name", "\"when-present\"")]
    [InlineData("dhcp-ddns/sender-ip", "\"::\"")]
    [InlineData("dhcp-ddns/server-ip", "\"2001:db8::1\"")]
    [InlineData("dhcp-ddns/ncr-protocol", "\"UDP\"")]
    [InlineData("interfaces-config", "{ \"interfaces\": [ ], \"re-detect\": false }")]
    [InlineData("loggers/0/output-options/0/pattern", "\"\"")]
    [InlineData("loggers/0/severity", "\"INFO\"")]
    [InlineData("option-def/0/record-types", "\"uint8, uint8\"")]
    [InlineData("option-data/0/space", "\"bar\"")]
    [InlineData("option-data/2/data", "\"01020102\"")]
    [InlineData("option-data/2/csv-format", "false")]
    [InlineData("option-data/3/name", null)]
    [InlineData("option-data/4/data", "\"C0000201\"")]
    [InlineData("option-data/5/space", "\"vendor-9\"")]
    [InlineData("client-classes/0/option-data/0/name", "\"pc\"")]
    [InlineData("client-classes/0/option-data/0/data", "\"x\"")]
    [InlineData("client-classes/0/min-valid-lifetime", null)]
    [InlineData("client-classes/1/valid-lifetime", "8")]
    [InlineData("client-classes/1/min-valid-lifetime", null)]
    [InlineData("client-classes/2/valid-lifetime", "9")]
    [InlineData("client-classes/2/max-valid-lifetime", null)]
    [InlineData("client-classes/3/min-valid-lifetime", "1")]
    [InlineData("client-classes/3/max-valid-lifetime", null)]
    [InlineData("dhcp-queue-control/enable-queue", "false")]
    [InlineData("client-classes/0/only-in-additional-list", "true")]
    [InlineData("reservations/0/hw-address", "\"aa:bb:cc:00:11:22\"")]
    [InlineData("reservations/0/hostname", "\"One\"")]
    [InlineData("shared-networks/0/name", "\"a\"")]
    [InlineData("shared-networks/1/min-valid-lifetime", "1000")]
    [InlineData("shared-networks/0/min-valid-lifetime", "4000")]
    [InlineData("shared-networks/1/subnet4/0/relay/ip-addresses", "[ \"192.0.2.8\" ]")]
    [InlineData("shared-networks/1/subnet4/1/relay/ip-addresses", "[ \"192.0.2.9\" ]")]
    [InlineData("shared-networks/1/subnet4/1/id", "2")]
    [InlineData("shared-networks/1/subnet4/1/min-valid-lifetime", "1000")]
    [InlineData("shared-networks/1/subnet4/1/hostname-char-set", null)]
    [InlineData("subnet4/0/pools/0/pool", "\"10.0.0.5-10.0.0.6\"")]
    [InlineData("subnet4/0/pools/1/pool", "\"10.0.0.128/25\"")]
    [InlineData("subnet4/0/pools/0/client-classes", "[ \"a\" ]")]
    [InlineData("subnet4/0/reservations-global", "true")]
    [InlineData("subnet4/0/reservations/0/client-id", "\"01AABB\"")]
    [InlineData("subnet4/0/reservations/1/circuit-id", "\"616263\"")]
    public void Each_kind_of_member_is_told_as_Kea_tells_it(string path, string? wanted) =>
        Assert.Equal(wanted, At(NormalForm.Of(Texts.Good(Rich))!["Dhcp4"]!, path));

    [Theory]
    [InlineData("mac-sources", "[ \"client-link-addr-option\", \"duid\" ]")]
    [InlineData("relay-supplied-options", "[ \"23\", \"65\", \"110\" ]")]
    [InlineData("server-id/identifier", "\"AABB\"")]
    [InlineData("shared-networks/0/rapid-commit", "true")]
    [InlineData("shared-networks/0/subnet6/0/rapid-commit", null)]
    [InlineData("subnet6/0/rapid-commit", "false")]
    [InlineData("subnet6/0/min-preferred-lifetime", "3000")]
    [InlineData("subnet6/0/subnet", "\"2001:db8:1::/48\"")]
    [InlineData("subnet6/0/pools/0/pool", "\"2001:db8:1:1::1-2001:db8:1:1::ff\"")]
    [InlineData("subnet6/0/pd-pools/0/excluded-prefix", "\"2001:db8:8::\"")]
    [InlineData("subnet6/0/reservations/0/duid", "\"0a:0b\"")]
    [InlineData("subnet6/0/reservations/0/ip-addresses", "[ \"2001:db8:1::1\" ]")]
    public void The_same_of_DHCPv6(string path, string? wanted) =>
        Assert.Equal(wanted, At(NormalForm.Of(Texts.Good6(Rich6))!["Dhcp6"]!, path));

    [Fact]
    public void A_queue_is_told_of_where_there_are_no_threads() => Assert.Equal("true", At(
        NormalForm.Of(Texts.Good("\"multi-threading\": { \"enable-multi-threading\": false }, \"dhcp-queue-control\": { \"enable-queue\": true }"))!["Dhcp4"]!,
        "dhcp-queue-control/enable-queue"));

    [Fact]
    public void What_is_left_out_is_not_told()
    {
        var settings = Texts.Good("""
            "on-error": "quarantine", "subnet4": [ { "id": 1, "subnet": "10.0.1.0/24", "pools": [ { "pool": "10.9.0.0/24" } ] }, { "id": 2, "subnet": "x" } ]
            """);
        var form = NormalForm.Of(settings)!["Dhcp4"]!;
        Assert.Equal(2, settings.Quarantined.Count);
        Assert.Equal("[ 1 ]", $"[ {string.Join(", ", form["subnet4"]!.Items.Select(s => s["id"]!.Integer))} ]");
        Assert.Equal("[ ]", At(form, "subnet4/0/pools"));
    }

    [Fact]
    public void The_hash_tells_configurations_apart_and_not_their_spelling()
    {
        string hash = Hash("\"valid-lifetime\": 7200, \"option-data\": [ { \"name\": \"routers\", \"data\": \"192.0.2.1\" } ]");
        Assert.Matches("^[0-9A-F]{64}$", hash);
        Assert.Equal(hash, Hash("\"option-data\": [ { \"code\": 3, \"data\": \"192.0.2.1\" } ] // as usual"));
        Assert.NotEqual(hash, Hash("\"option-data\": [ { \"code\": 3, \"data\": \"192.0.2.2\" } ]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"subnet4\": []")]
    [InlineData("\"subnet4\": [ { \"id\": 7, \"subnet\": \"192.0.2.0/24\" }, { \"id\": 3, \"subnet\": \"198.51.100.0/24\", \"max-valid-lifetime\": 9000 } ], \"valid-lifetime\": 7200")]
    [InlineData("\"shared-networks\": [ { \"name\": \"n\", \"valid-lifetime\": 600, \"subnet4\": [ { \"id\": 2, \"subnet\": \"192.0.2.0/24\" }, { \"id\": 1, \"subnet\": \"198.51.100.0/24\" } ] } ]")]
    public void What_is_sent_is_the_form_and_its_hash_the_hash_of_it(string members)
    {
        var settings = Texts.Good(members);
        string form = JsonWriter.Compact(NormalForm.Of(settings)!);
        Assert.Equal(form, JsonWriter.Compact(NormalForm.ToSend(settings)!));
        Assert.Equal(form, string.Concat(JsonWriter.InPieces(NormalForm.ToSend(settings)!).Select(p => p.ToString())));
        Assert.Equal(NormalForm.Hash(NormalForm.Of(settings)!), NormalForm.HashOf(settings));
        Assert.Same(NormalForm.HashOf(settings), NormalForm.HashOf(settings));
        Assert.Null(NormalForm.HashOf(new Dhcp4Settings([], [])));
    }

    [Fact]
    public void Settings_that_were_not_read_have_none() => Assert.Null(NormalForm.Of(new Dhcp4Settings([], [])));

    private static string Hash(string members) => NormalForm.Hash(NormalForm.Of(Texts.Good(members))!);

    private static void Again<TSettings>(TSettings settings, Func<string, LoadResult<TSettings>> load)
        where TSettings : DhcpSettings
    {
        string text = JsonWriter.Pretty(NormalForm.Of(settings)!);
        var again = load(text);
        Assert.True(again.Settings is not null, string.Join('\n', again.Diagnostics.All));
        Assert.Equal(text, JsonWriter.Pretty(NormalForm.Of(again.Settings)!));
    }

    private static string? At(Element from, string path)
    {
        Element? at = from;
        foreach (string step in path.Split('/'))
        {
            at = int.TryParse(step, out int index) ? at!.Items[index] : at![step];
        }

        return at is null ? null : JsonWriter.Compact(at);
    }
}
