using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;
using Conformance.Subjects;

namespace Conformance.Hooks;

/// <summary>libnestor_external with the sample in C#, which listens on a socket.</summary>
public sealed class ExternalSampleTests
{
    [Fact]
    public void The_CSharp_sample_moves_clients_it_does_not_know_to_another_subnet_and_may_be_killed_at_any_time()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "our library");
        using var daemon = new Daemon();
        using var socket = new ControlSocket();
        string known = daemon.In("known");
        File.WriteAllText(known, "");
        File.WriteAllText(daemon.Config, $$"""
            { "Dhcp4": {
                "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
                "lease-database": { "type": "memfile", "name": "{{daemon.LeaseFile}}", "lfc-interval": 0 }, {{socket.Members}}
                "hooks-libraries": [ { "library": "libnestor_external.so", "parameters": { "programs": [
                    { "name": "walls", "socket": "{{daemon.In("walls.sock")}}", "deadline": 20000 } ] } } ],
                "subnet4": [ { "id": 1, "subnet": "127.0.0.0/8", "pools": [ { "pool": "127.1.0.10 - 127.1.3.250" } ] },
                             { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.99" } ] } ],
                "loggers": [ { "name": "kea-dhcp4", "output-options": [ { "output": "stdout" } ] } ]
            } }
            """);
        daemon.Serve();
        Assert.StartsWith("127.", daemon.Lease(1)?.ToString(), StringComparison.Ordinal);
        using (var sample = Start(daemon))
        {
            Assert.True(Wait.Until(() => State(socket) == "up", 30), sample.Text);
            Assert.StartsWith("198.51.100.", daemon.Lease(2)?.ToString(), StringComparison.Ordinal);
            sample.Signal(RunningProgram.Kill);
            Assert.True(Wait.Until(() => State(socket) == "down", 30), sample.Text);
        }

        Assert.StartsWith("127.", daemon.Lease(3)?.ToString(), StringComparison.Ordinal);
    }

    private static RunningProgram Start(Daemon daemon)
    {
        string project = Path.Combine(daemon.Folder, "walls");
        Directory.CreateDirectory(project);
        File.Copy(Path.Combine(Builds.Root, "samples/external-hook/Walls.cs"), Path.Combine(project, "Walls.cs"));
        File.WriteAllText(Path.Combine(project, "Directory.Build.props"), "<Project />\n");
        File.WriteAllText(
            Path.Combine(project, "Walls.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup></Project>\n");
        using var build = new RunningProgram("dotnet", ["build", project, "-o", Path.Combine(project, "out"), "-v", "q", "-nologo"]);
        Assert.True(Wait.Until(() => build.HasEnded, 240) && build.ExitCode == 0, build.Text);
        return new RunningProgram(Path.Combine(project, "out/Walls"), [daemon.In("walls.sock"), daemon.In("known"), "2"]);
    }

    private static string? State(ControlSocket socket) =>
        socket.Ask("external-hooks-get").GetProperty("arguments").GetProperty("programs")[0].GetProperty("state").GetString();
}
