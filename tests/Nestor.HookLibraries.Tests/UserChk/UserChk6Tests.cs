using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp6;
using StandardLibraries.UserChk;

namespace Nestor.HookLibraries.Tests.UserChk;

/// <summary>libdhcp_user_chk in the DHCPv6 server.</summary>
public sealed class UserChk6Tests
{
    [Fact]
    public async Task A_DUID_that_is_known_is_served_as_usual_and_another_in_the_last_subnet()
    {
        var folder = Directory.CreateTempSubdirectory("nestor-users");
        string registry = Path.Combine(folder.FullName, "registry");
        string record = Path.Combine(folder.FullName, "outcome");
        await File.WriteAllTextAsync(registry, """{ "type": "DUID", "id": "00:03:00:01:02:00:00:00:00:01" }""", TestContext.Current.CancellationToken);
        using (var bench = new LibraryBench6($$"""
            "hooks-libraries": [ { "library": "libdhcp_user_chk.so", "parameters": { "registry": "{{registry}}", "outcome": "{{record}}" } } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ] },
                         { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::1f" } ] } ]
            """))
        {
            for (byte client = 1; client <= 2; client++)
            {
                Assert.NotNull(bench.Bench.Send(Bench6.Message(MessageType6.Request, client, true, Bench6.Ia(OptionCode6.IaNa, 1))));
            }
        }

        Assert.Equal(
            "id_type=DUID\nclient=00:03:00:01:02:00:00:00:00:01\naddr=2001:db8:1::10\nregistered=yes\n\n"
            + "id_type=DUID\nclient=00:03:00:01:02:00:00:00:00:02\naddr=2001:db8:2::10\nregistered=no\n\n",
            await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_cable_modems_file_and_server_take_the_place_of_those_in_CableLabs_option_and_in_no_other()
    {
        byte[] body =
        [
            0, 0, 0x11, 0x8B, // enterprise 4491
            0, 33, 0, 3, (byte)'o', (byte)'l', (byte)'d', // the file
            0, 37, 0, 1, 9, // something else
        ];
        Assert.Equal(
            (byte[])[0, 0, 0x11, 0x8B, 0, 37, 0, 1, 9, 0, 33, 0, 2, (byte)'m', (byte)'y'],
            Docsis.With(body, new User("my", null)));
        Assert.Equal(
            (byte[])[.. body, 0, 32, 0, 1, (byte)'s'],
            Docsis.With(body, new User(null, "s")));
        Assert.Null(Docsis.With([0, 0, 0, 9, 0, 33, 0, 0], new User("my", null)));
        Assert.Null(Docsis.With([0, 0], new User("my", null)));
        Assert.Null(Docsis.With([0, 0, 0x11, 0x8B, 0, 37, 0, 99, 1], new User("f", null)));
        Assert.Null(Docsis.With([0, 0, 0x11, 0x8B, 0, 37], new User("f", null)));
    }
}
