using Nestor.Hooks.Commands;
using Nestor.Model.Commands;
using Nestor.Server.Rbac;

namespace Nestor.Server.Tests.Rbac;

/// <summary>The folder of files about commands.</summary>
public sealed class ApiFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_files_every_command_we_know_is_defined()
    {
        Assert.Equal(KnownCommands.All.Count, ApiFiles.Read(_folder, out int count, out _)!.Count);
        Assert.Equal(KnownCommands.All.Count, ApiFiles.Read(_folder + "/not-there", out _, out _)!.Count);
        Assert.Equal(0, count);
    }

    [Fact]
    public void With_files_just_their_commands_are_defined_and_ours()
    {
        Write("config-get.json", """{ "access": "write", "brief": [ "x" ], "name": "config-get" }""");
        Write("own.json", """{ "name": "own", "access": "read", "hook": "mine" }""");
        Write("_template.json", "{ }");
        Write("README", "no JSON");
        var definitions = ApiFiles.Read(_folder, out int count, out string error);
        Assert.Equal("", error);
        Assert.Equal(2, count);
        Assert.Contains(new CommandDefinition("config-get", CommandAccess.Write, ""), definitions!);
        Assert.Contains(new CommandDefinition("own", CommandAccess.Read, "mine"), definitions!);
        Assert.Contains(definitions!, d => d.Name == "reconfigure4");
        Assert.DoesNotContain(definitions!, d => d.Name == "config-set");
    }

    [Theory]
    [InlineData("{ \"name\": \"a\" }", "found no description of a command")]
    [InlineData("{ \"name\": \"\", \"access\": \"read\" }", "found no description of a command")]
    [InlineData("{ \"name\": \"a\", \"access\": \"readwrite\" }", "found no description of a command")]
    [InlineData("{ \"name\": \"a\", \"access\": \"read\", \"hook\": 1 }", "found no description of a command")]
    [InlineData("[ ]", "found no description of a command")]
    [InlineData("{ \"name\": }", ":1.11: found }")]
    [InlineData("", "")]
    public void A_file_that_is_no_description_is_an_error_that_names_it(string text, string reason)
    {
        Write("a.json", text);
        Assert.Null(ApiFiles.Read(_folder, out _, out string error));
        Assert.StartsWith($"{_folder}/a.json", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
