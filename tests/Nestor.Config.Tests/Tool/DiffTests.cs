namespace Nestor.Config.Tests.Tool;

/// <summary>What <c>nestor config diff</c> prints and returns.</summary>
public sealed class DiffTests : IDisposable
{
    private const string One = """
        { "Dhcp4": { "valid-lifetime": 600, "control-socket": { "socket-type": "unix", "socket-name": "/run/kea/s" },
          "subnet4": [
            { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10-192.0.2.20" } ],
              "reservations": [ { "hw-address": "AA:BB:CC:00:00:01", "ip-address": "192.0.2.5" } ] },
            { "id": 2, "subnet": "192.0.3.0/24" } ],
          "option-data": [ { "name": "domain-name-servers", "data": "192.0.2.1,192.0.2.2" } ] } }
        """;

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Order_comments_older_names_defaults_and_spellings_make_no_difference()
    {
        var (code, output, errors) = Diff(One, """
            # the same
            { "Dhcp4": { "authoritative": false,
              "option-data": [ { "code": 6, "space": "dhcp4", "data": "192.0.2.1, 192.0.2.2" } ],
              "subnet4": [
                { "subnet": "192.0.3.0/24", "id": 2, "valid-lifetime": 600 },
                { "subnet": "192.0.2.0/24", "id": 1, "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ],
                  "reservations": [ { "ip-address": "192.0.2.5", "hw-address": "aa:bb:cc:0:0:1" } ] } ],
              "control-sockets": [ { "socket-name": "/run/kea/s", "socket-type": "unix" } ],
              "valid-lifetime": 600 } }
            """);
        Assert.Equal("", output + errors);
        Assert.Equal(0, code);
    }

    [Fact]
    public void What_is_added_removed_or_changed_is_told_with_path_and_places()
    {
        var (code, output, _) = Diff(One, One.Replace("\"valid-lifetime\": 600", "\"valid-lifetime\": 700", StringComparison.Ordinal)
            .Replace("192.0.3.0/24", "192.0.4.0/24", StringComparison.Ordinal).Replace("192.0.2.5", "192.0.2.6", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.Equal(
            """
            changed Dhcp4/subnet4[192.0.2.0/24]/reservations[hw-address aabbcc000001]/ip-address: 192.0.2.5 -> 192.0.2.6  (a.conf:4.62 -> b.conf:4.62)
            removed Dhcp4/subnet4[192.0.3.0/24]  (a.conf:5.5)
            added Dhcp4/subnet4[192.0.4.0/24]  (b.conf:5.5)
            changed Dhcp4/valid-lifetime: 600 -> 700  (a.conf:1.14 -> b.conf:1.14)

            """,
            output);
    }

    [Fact]
    public void A_file_with_errors_or_of_another_server_is_trouble()
    {
        Assert.Equal(2, Diff(One, "{ \"Dhcp4\": { \"x\": 1 } }").Code);
        Assert.Equal(2, Diff(One, "{ \"Dhcp6\": { } }").Code);
    }

    private (int Code, string Output, string Errors) Diff(string a, string b) => _tool.Run("diff", _tool.File("a.conf", a), _tool.File("b.conf", b));
}
