using SideBySide.Servers;

namespace SideBySide.Hooks;

/// <summary>Where each server has its hook libraries.</summary>
internal static class Libraries
{
    /// <summary>For the configuration: Kea wants the whole path, we the name alone.</summary>
    public static string Of(ServerCommand command, string stem)
    {
        string file = stem + ".so";
        return command.IsReference
            ? Directory.GetDirectories("/usr/lib").Select(d => Path.Combine(d, "kea/hooks", file)).FirstOrDefault(File.Exists, file)
            : file;
    }
}
