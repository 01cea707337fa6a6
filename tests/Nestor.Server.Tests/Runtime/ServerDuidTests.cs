using Nestor.Model.Settings;
using Nestor.Server.Runtime;
using Nestor.Server.Tests.Logging;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Runtime;

public sealed class ServerDuidTests : IDisposable
{
    private const string Llt = "00:01:00:01:32:98:6f:2b:02:00:00:00:00:02";
    private const string En = "00:02:00:00:00:09:01:02";

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-duid").FullName;

    private string Kept => Path.Combine(_folder, "kea-dhcp6-serverid");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The DUID in the notation of the file.</summary>
    private string Get(ServerIdSettings settings)
    {
        Assert.True(ServerDuid.TryGet(settings, Kept, new Clock(), new ListLogger(), out byte[] duid, out string error), error);
        return Convert.ToHexStringLower(duid);
    }

    private static string Hex(string text) => text.Replace(":", "", StringComparison.Ordinal);

    [Fact]
    public void Keas_file_is_taken_over_and_stays_as_it_is_to_the_byte()
    {
        File.WriteAllText(Kept, Llt);
        Assert.Equal(Hex(Llt), Get(new ServerIdSettings()));
        Assert.Equal(Llt, File.ReadAllText(Kept));
    }

    [Fact]
    public void What_is_made_is_kept_as_Kea_reads_it_without_a_line_end()
    {
        byte[] address = [2, 0, 0, 0, 0, 7];
        Assert.Equal("00010001" + "00000064" + "020000000007", Get(new ServerIdSettings { Identifier = address }));
        Assert.Equal("00:01:00:01:00:00:00:64:02:00:00:00:00:07", File.ReadAllText(Kept));
        Assert.Equal([Kept], Directory.EnumerateFiles(_folder));
        Assert.Equal("00010001" + "00000064" + "020000000007", Get(new ServerIdSettings()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("00:02:00:00:00:09:01:02:")]
    [InlineData(Llt)]
    [InlineData("00:04:01:02:03:04:05:06")]
    public void Another_type_or_a_damaged_file_is_replaced_by_a_new_one_that_stays(string before)
    {
        File.WriteAllText(Kept, before);
        string made = Get(new ServerIdSettings { Type = Duid.En });
        Assert.StartsWith("0002000009bf", made, StringComparison.Ordinal);
        Assert.Equal(24, made.Length);
        Assert.Equal(made, Get(new ServerIdSettings { Type = Duid.En }));
        Assert.Equal(made, Hex(File.ReadAllText(Kept)));
    }

    [Fact]
    public void What_is_configured_replaces_its_part_and_the_rest_is_as_in_the_file()
    {
        File.WriteAllText(Kept, Llt);
        Assert.Equal("0001" + "0001" + "00000005" + "020000000002", Get(new ServerIdSettings { Time = 5 }));
        Assert.Equal("0001" + "0008" + "00000005" + "020000000002", Get(new ServerIdSettings { HardwareType = 8 }));
        Assert.Equal("0001" + "0008" + "00000005" + "0a0b", Get(new ServerIdSettings { Identifier = [10, 11] }));
        Assert.Equal("0001000800000005" + "0a0b", Hex(File.ReadAllText(Kept)));
        Assert.Equal("0003" + "0001" + "0c0d", Get(new ServerIdSettings { Type = Duid.Ll, Identifier = [12, 13] }));
    }

    [Fact]
    public void An_enterprise_number_and_its_identifier_are_kept_apart()
    {
        File.WriteAllText(Kept, En);
        Assert.Equal(Hex(En), Get(new ServerIdSettings { Type = Duid.En }));
        Assert.Equal("0002" + "00000007" + "0102", Get(new ServerIdSettings { Type = Duid.En, EnterpriseId = 7 }));
        Assert.Equal("0002" + "00000007" + "ff", Get(new ServerIdSettings { Type = Duid.En, Identifier = [255] }));
    }

    [Fact]
    public void Without_persist_the_file_is_neither_read_nor_written()
    {
        File.WriteAllText(Kept, En);
        var settings = new ServerIdSettings { Type = Duid.En, Identifier = [9], IsPersistent = false };
        Assert.Equal("0002" + "000009bf" + "09", Get(settings));
        Assert.Equal(En, File.ReadAllText(Kept));
    }

    [Theory]
    [InlineData("\"type\": \"LLT\"", "0001" + "0001" + "32986f2b" + "020000000002")]
    [InlineData("\"type\": \"LLT\", \"time\": 5", "0001" + "0001" + "00000005" + "020000000002")]
    [InlineData("\"type\": \"LLT\", \"htype\": 8, \"identifier\": \"A65DC7410F05\"", "0001" + "0008" + "32986f2b" + "a65dc7410f05")]
    [InlineData("\"type\": \"LL\", \"identifier\": \"A65DC7410F05\"", "0003" + "0001" + "a65dc7410f05")]
    [InlineData("\"type\": \"EN\", \"enterprise-id\": 7, \"identifier\": \"87ABEF\"", "0002" + "00000007" + "87abef")]
    public void Each_keyword_of_server_id_shows_in_the_identifier_and_its_file__RFC9915_11(string members, string duid)
    {
        foreach (bool isPersistent in (bool[])[true, false])
        {
            File.WriteAllText(Kept, Llt);
            string got = Get(Configured.From6($"\"server-id\": {{ {members}, \"persist\": {(isPersistent ? "true" : "false")} }}").ServerId);
            if (isPersistent)
            {
                Assert.Equal(duid, got);
                Assert.Equal(duid, Hex(File.ReadAllText(Kept)));
            }
            else
            {
                // The file is not looked at: what is left open is made anew.
                Assert.Equal(Llt, File.ReadAllText(Kept));
                Assert.Equal(duid[..4], got[..4]);
                Assert.Equal(!duid.Contains("32986f2b", StringComparison.Ordinal) && members.Contains("identifier", StringComparison.Ordinal), got == duid);
            }
        }
    }

    [Fact]
    public void A_file_that_is_there_and_cannot_be_used_is_refused_by_name()
    {
        string blocked = Path.Combine(Kept, "below");
        File.WriteAllText(Kept, En);
        Assert.False(ServerDuid.TryGet(
            new ServerIdSettings { Type = Duid.En }, blocked, new Clock(), new ListLogger(), out _, out string error));
        Assert.Contains(Kept, error, StringComparison.Ordinal);
    }

    /// <summary>A hundred seconds after the beginning of DUID time.</summary>
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Duid.Epoch + 100);
    }
}
