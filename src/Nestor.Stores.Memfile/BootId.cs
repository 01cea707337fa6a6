namespace Nestor.Stores.Memfile;

/// <summary>Tells this boot of the machine from all others.</summary>
public static class BootId
{
    /// <summary>Another number after each start of the machine; empty when the kernel does not tell.</summary>
    public static Guid Read()
    {
        try
        {
            return Guid.TryParse(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), out var boot) ? boot : Guid.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
