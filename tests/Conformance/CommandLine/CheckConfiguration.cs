using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.CommandLine;

/// <summary>The program's flags -t and -T: look at a configuration, say all that is wrong, and end.</summary>
public sealed class CheckConfiguration : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-check").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-t")]
    [InlineData("-T")]
    public void A_good_configuration_ends_with_0_and_nothing_is_opened(string flag)
    {
        var (code, output) = Check(flag, """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ ] }, "lease-database": { "type": "memfile", "name": "LEASES" },
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ] } ] } }
            """.Replace("LEASES", Path.Combine(_folder, "leases.csv"), StringComparison.Ordinal));
        Assert.Equal(0, code);
        Assert.DoesNotContain("rror", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "leases.csv")));
    }

    [Theory]
    [InlineData("-t")]
    [InlineData("-T")]
    public void A_bad_configuration_ends_with_1(string flag) =>
        Assert.Equal(1, Check(flag, "{ \"Dhcp4\": { \"valid-lifetme\": 5 } }").Code);

    [Theory]
    [InlineData("-t")]
    [InlineData("-T")]
    public void Every_error_of_a_configuration_is_told_in_one_go(string flag)
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Kea stops at the first error");
        var (code, output) = Check(flag, """
            { "Dhcp4": {
              "valid-lifetme": 5,
              "renew-timer": "x",
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
                "pools": [ { "pool": "192.0.3.0/24" } ],
                "option-data": [ { "name": "routers", "data": "here" } ] } ]
              "loggers": [ ]
            } }
            """);
        Assert.Equal(1, code);
        foreach (string error in (string[])
            ["kea.conf:2.3: found unknown", "kea.conf:3.18: found a string", "kea.conf:5.26: found pool", "kea.conf:6.51: option \"routers\": found \"here\"", "kea.conf:7.3: found"])
        {
            Assert.Contains(error, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-t")]
    [InlineData("-T")]
    public void A_file_that_is_not_there_ends_with_1(string flag) =>
        Assert.Equal(1, Run(flag, Path.Combine(_folder, "none.conf")).Code);

    private (int Code, string Output) Check(string flag, string text)
    {
        string file = Path.Combine(_folder, "kea.conf");
        File.WriteAllText(file, text);
        return Run(flag, file);
    }

    private (int Code, string Output) Run(string flag, string file)
    {
        string program = Path.Combine(_folder, "kea-dhcp4");
        if (!File.Exists(program))
        {
            File.CreateSymbolicLink(program, ServerUnderTest.Binary);
        }

        return Shell.Try(program, flag, file);
    }
}
