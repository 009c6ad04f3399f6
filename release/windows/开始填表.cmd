@echo off
setlocal
set "program=%~dp0program"
if not exist "%program%\python\python.exe" goto packed
"%program%\python\python.exe" -X utf8 "%program%\start.py" %*
if errorlevel 1 pause
exit /b
:packed
echo.
echo  这里没有解压出来的程序。
echo  请先把压缩包全部解压，再到解压出来的文件夹里双击“开始填表”。
echo.
pause
exit /b 1
