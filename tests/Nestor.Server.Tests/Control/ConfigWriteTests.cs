using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Server.Control;

namespace Nestor.Server.Tests.Control;

/// <summary>config-write on real files, with a server that only notes what it is told.</summary>
public sealed class ConfigWriteTests : IDisposable
{
    private const string Text = "# by hand\n{ \"Dhcp4\": { \"renew-timer\": 900 /* a quarter */ } }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-write-").FullName;
    private readonly NotingServer _server = new();
    private readonly CommandTable _commands = new();

    public ConfigWriteTests()
    {
        ConfigCommands.Register(_commands, _server);
        _server.ConfigurationFile = In("kea.conf");
        File.WriteAllText(_server.ConfigurationFile, Text);
        Run(Text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_that_was_loaded_is_written_as_it_is()
    {
        var answer = Write(null);
        Assert.Equal(
            $"{{ \"arguments\": {{ \"filename\": \"{_server.ConfigurationFile}\", \"size\": {Text.Length} }}, \"result\": 0, \"text\": \"Configuration written to {_server.ConfigurationFile} successful\" }}",
            JsonWriter.Compact(answer.ToElement()));
        Assert.Equal(Text, File.ReadAllText(_server.ConfigurationFile));
    }

    [Theory]
    [InlineData("other.json")]
    [InlineData("./KEA/../other.json")]
    [InlineData("FOLDER/other.json")]
    public void Another_file_beside_it_is_written_and_it_stays_itself(string name)
    {
        Run("{ \"Dhcp4\": { \"renew-timer\": 901 } }");
        var answer = Write(name.Replace("FOLDER", _folder, StringComparison.Ordinal).Replace("./KEA/..", _folder, StringComparison.Ordinal));
        Assert.Equal(ResultCode.Success, answer.Code);
        Assert.Equal(In("other.json"), answer.Arguments!["filename"]!.Text);
        Assert.Equal(Text.Replace("900", "901", StringComparison.Ordinal), File.ReadAllText(In("other.json")));
        Assert.Equal(Text, File.ReadAllText(_server.ConfigurationFile));
        Assert.Equal(["kea.conf", "other.json"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void With_flag_X_another_folder_passes()
    {
        Directory.CreateDirectory(In("inner"));
        string file = Path.Combine(In("inner"), "x.json");
        Assert.Equal(ResultCode.Error, Write(file).Code);
        _server.IsTrusting = true;
        Assert.Equal(ResultCode.Success, Write(file).Code);
        Assert.Equal(Text, File.ReadAllText(file));
        Assert.Equal(ResultCode.Error, Write(In("inner") + "/").Code);
        Assert.Equal(ResultCode.Error, Write("x\\n.json").Code);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("FOLDER/../x.json")]
    [InlineData("FOLDER/inner/x.json")]
    [InlineData("inner/x.json")]
    [InlineData("../x.json")]
    [InlineData("FOLDER/inner/../../x.json")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("FOLDER/")]
    [InlineData("FOLDER")]
    [InlineData("x\\u0000.json")]
    [InlineData("x\\n.json")]
    [InlineData("inner")]
    [InlineData("fifo/../../../../../../../../etc/x")]
    public void Nothing_is_written_anywhere_else(string name)
    {
        Directory.CreateDirectory(In("inner"));
        Run("{ \"Dhcp4\": { \"renew-timer\": 901 } }");
        string asked = name.Replace("FOLDER", _folder, StringComparison.Ordinal);
        var answer = Call($"{{ \"filename\": \"{asked}\" }}");
        Assert.Equal(ResultCode.Error, answer.Code);
        Assert.StartsWith("Error during write-config:", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["inner", "kea.conf"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFileSystemEntries(In("inner")));
        Assert.Equal(Text, File.ReadAllText(_server.ConfigurationFile));
    }

    [Fact]
    public void A_link_is_not_followed_unless_it_is_the_configuration_file()
    {
        string outside = Directory.CreateTempSubdirectory("nestor-outside-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "victim"), "mine");
            File.CreateSymbolicLink(In("link.json"), Path.Combine(outside, "victim"));
            Assert.Equal(ResultCode.Error, Write("link.json").Code);
            Assert.Equal("mine", File.ReadAllText(Path.Combine(outside, "victim")));

            File.Move(_server.ConfigurationFile, Path.Combine(outside, "real.conf"));
            File.CreateSymbolicLink(_server.ConfigurationFile, Path.Combine(outside, "real.conf"));
            Run("{ \"Dhcp4\": { \"renew-timer\": 901 } }");
            Assert.Equal(ResultCode.Success, Write(null).Code);
            Assert.NotNull(new FileInfo(_server.ConfigurationFile).LinkTarget);
            Assert.Equal(Text.Replace("900", "901", StringComparison.Ordinal), File.ReadAllText(Path.Combine(outside, "real.conf")));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void Mode_and_whole_content_are_kept_when_it_fails_and_when_it_does_not()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(_server.ConfigurationFile, Mode);
        Run("{ \"Dhcp4\": { \"renew-timer\": 901 } }");
        Assert.Equal(ResultCode.Success, Write("").Code);
        Assert.Equal(Mode, File.GetUnixFileMode(_server.ConfigurationFile));
        Assert.Equal("Error during write-config:", Write("no/such/folder")!.Text![..26]);
        _server.ConfigurationFile = Path.Combine(_folder, "gone", "kea.conf");
        Assert.Equal(ResultCode.Error, Write(null).Code);
    }

    [Fact]
    public void A_file_that_is_gone_or_broken_is_written_anew()
    {
        File.WriteAllText(_server.ConfigurationFile, "{ broken");
        Assert.Equal(ResultCode.Success, Write(null).Code);
        Assert.Equal(900u, _server.Load(File.ReadAllBytes(_server.ConfigurationFile))!.Source!["renew-timer"]!.Integer);
        File.Delete(_server.ConfigurationFile);
        Assert.Equal(ResultCode.Success, Write(null).Code);
        Assert.Equal(900u, _server.Load(File.ReadAllBytes(_server.ConfigurationFile))!.Source!["renew-timer"]!.Integer);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private void Run(string text) => _server.Settings = ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), "kea.conf", null).Settings!;

    private CommandResult Write(string? name) => Call(name is null ? null : $"{{ \"filename\": \"{name}\" }}");

    private CommandResult Call(string? arguments) => _commands.Find("config-write")!.Run(new CommandCall(
        "config-write", arguments is null ? null : JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "<wire>", new Diagnostics())));
}
