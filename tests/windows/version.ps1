"PowerShell $($PSVersionTable.PSVersion) on $([Runtime.InteropServices.RuntimeInformation]::FrameworkDescription), $([Runtime.InteropServices.RuntimeInformation]::OSDescription)"
