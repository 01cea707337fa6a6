using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary><c>on-error</c>: exactly what is wrong is left out, and told.</summary>
public sealed class QuarantineTests
{
    private const string Good = """
        "client-classes": [ { "name": "a" }, { "name": "b", "test": "member('a')" } ],
        "option-def": [ { "name": "mine", "code": 230, "type": "uint8" } ],
        "option-data": [ { "name": "mine", "data": "1" }, { "name": "domain-name", "data": "x" } ],
        "reservations": [ { "hw-address": "02:00:00:00:00:01", "hostname": "one" }, { "hw-address": "02:00:00:00:00:02", "hostname": "two" } ],
        "shared-networks": [ { "name": "n", "subnet4": [ { "id": 3, "subnet": "10.0.3.0/24" }, { "id": 4, "subnet": "10.0.4.0/24" } ] } ],
        "subnet4": [ { "id": 1, "subnet": "10.0.1.0/24", "pools": [ { "pool": "10.0.1.0/25" }, { "pool": "10.0.1.128/25" } ],
            "reservations": [ { "hw-address": "02:00:00:00:00:03", "ip-address": "10.0.1.7" } ] },
          { "id": 2, "subnet": "10.0.2.0/24" } ]
        """;

    [Theory]
    [InlineData("\"10.0.1.0/25\"", "\"10.9.1.0/25\"", "pools", "2 1 2 3 4 1")]
    [InlineData("\"pool\": \"10.0.1.128/25\"", "\"poool\": \"10.0.1.128/25\"", "pools", "2 1 2 3 4 1")]
    [InlineData("\"10.0.1.128/25\"", "\"10.0.1.0/26\"", "pools", "2 1 2 3 4 1")]
    [InlineData("\"id\": 2", "\"id\": 1", "subnet4", "2 1 2 3 3 2")]
    [InlineData("\"id\": 2", "\"idd\": 2", "subnet4", "2 1 2 3 3 2")]
    [InlineData("\"10.0.2.0/24\"", "\"10.0.1.0/24\"", "subnet4", "2 1 2 3 3 2")]
    [InlineData("\"id\": 3", "\"id\": -1", "subnet4", "2 1 2 3 3 2")]
    [InlineData("\"name\": \"n\"", "\"name\": 7", "shared-networks", "2 1 2 3 2 2")]
    [InlineData("member('a')", "member('c')", "client-classes", "1 1 2 3 4 2")]
    [InlineData("{ \"name\": \"a\" }", "7", "client-classes client-classes", "0 1 2 3 4 2")]
    [InlineData("\"data\": \"x\"", "\"dat\": \"x\"", "option-data", "2 1 1 3 4 2")]
    [InlineData("\"name\": \"domain-name\"", "\"name\": \"domain-nam\"", "option-data", "2 1 1 3 4 2")]
    [InlineData("\"type\": \"uint8\"", "\"type\": \"uint9\"", "option-def option-data", "2 0 1 3 4 2")]
    [InlineData("\"02:00:00:00:00:02\"", "\"02:00:00:00:00:01\"", "reservations", "2 1 2 2 4 2")]
    [InlineData("10.0.1.7", "10.0.2.7", "reservations", "2 1 2 2 4 2")]
    public void Exactly_the_wrong_entry_is_left_out(string good, string wrong, string lists, string left)
    {
        string text = Good.Replace(good, wrong, StringComparison.Ordinal);
        Assert.Null(Texts.Load(text).Settings);
        Assert.Null(Texts.Load("\"on-error\": \"last-known-good\", " + text).Settings);
        var result = Texts.Load("\"on-error\": \"quarantine\", " + text);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        var settings = result.Settings;
        int standard = new Dhcp4Settings([], []).OptionDefs.All.Count;
        int[] counts =
        [
            settings.Classes.All.Length, settings.OptionDefs.All.Count - standard, settings.Options.All.Count,
            settings.Hosts.All.Count, settings.Subnets.Count, settings.Subnets.FirstOrDefault(s => s.Id == 1)?.Pools.Count ?? -1,
        ];
        Assert.Equal(left, string.Join(' ', counts));
        Assert.Equal(lists.Split(' '), settings.Quarantined.Select(q => q.List));
        foreach (var entry in settings.Quarantined)
        {
            Assert.True(entry.Place.Line > 1);
            Assert.StartsWith("kea.conf:", entry.Reason, StringComparison.Ordinal);
            Assert.Contains(result.Diagnostics.All, d => !d.IsError && d.Place == entry.Place && d.Text.Contains(entry.Reason, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Nothing_is_left_out_of_a_good_one()
    {
        var settings = Texts.Good("\"on-error\": \"quarantine\", " + Good);
        Assert.Equal((OnError.Quarantine, 0), (settings.OnError, settings.Quarantined.Count));
        Assert.Equal(OnError.Refuse, Texts.Good(Good).OnError);
    }

    [Theory]
    [InlineData("\"valid-lifetime\": \"x\"")]
    [InlineData("\"on-eror\": 1")]
    [InlineData("\"subnet4\": { }")]
    public void What_is_wrong_outside_of_any_entry_still_refuses_all(string wrong) =>
        Assert.Null(Texts.Load("\"on-error\": \"quarantine\", " + wrong).Settings);

    [Fact]
    public void A_place_beyond_the_kept_errors_still_counts()
    {
        string pools = string.Join(", ", Enumerable.Repeat("{ \"pool\": 7 }", 300));
        var result = Texts.Load($"\"on-error\": \"quarantine\", \"subnet4\": [ {{ \"id\": 1, \"subnet\": \"10.0.1.0/24\", \"pools\": [ {pools} ] }} ]");
        Assert.Equal(300, result.Settings!.Quarantined.Count);
        Assert.Empty(result.Settings.Subnets[0].Pools);
    }
}
